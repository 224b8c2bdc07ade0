package consilium.deploy;

import consilium.kernel.image.LabelMap;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A label map as an 8-bit palette PNG: a pixel's index *is* its label, its colour is for the eye.
///
/// Background is black. The next seven colours are those of Okabe and Ito's palette, which colour-blind readers can
/// tell apart (*Color Universal Design*, 2008); further labels go round it, darker each time.
public final class LabelPng {

    private static final int[] OKABE_ITO = {0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7};
    private static final int LABELS = 256;
    private static final IndexColorModel PALETTE = palette();

    private LabelPng() {}

    public static byte[] encode(LabelMap map) {
        BufferedImage image = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_BYTE_INDEXED, PALETTE);
        image.getRaster().setDataElements(0, 0, map.width(), map.height(), map.labels());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer =
                ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), "png").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// The colour of a label, `0xrrggbb`.
    static int colour(int label) {
        if (label == 0) {
            return 0;
        }
        int base = OKABE_ITO[(label - 1) % OKABE_ITO.length];
        int rounds = (label - 1) / OKABE_ITO.length;
        return dimmed(base >> 16 & 0xff, rounds) << 16 | dimmed(base >> 8 & 0xff, rounds) << 8
                | dimmed(base & 0xff, rounds);
    }

    private static int dimmed(int level, int rounds) {
        return level * 40 / (40 + rounds);
    }

    private static IndexColorModel palette() {
        int[] colours = new int[LABELS];
        for (int label = 0; label < LABELS; label++) {
            colours[label] = colour(label);
        }
        return new IndexColorModel(8, LABELS, colours, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    }
}
