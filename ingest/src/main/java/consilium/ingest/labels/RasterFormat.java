package consilium.ingest.labels;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import consilium.ingest.ImageFile;
import consilium.ingest.source.ByteSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// PNG and TIFF: a pixel's grey level, or its index in the palette, is its label. Written as 8-bit grey; probabilities
/// beside it as `.npy`.
final class RasterFormat implements LabelFormat {

    private final String ending;
    private final LabelGrid grid;

    private RasterFormat(String ending, LabelGrid grid) {
        this.ending = ending;
        this.grid = grid;
    }

    /// Whether a file of this name is read.
    static boolean reads(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".png") || lower.endsWith(".tif") || lower.endsWith(".tiff");
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput`
    static LabelFile read(ByteSource source) {
        ImageFile image = ImageFile.read(source);
        LabelGrid grid = LabelGrid.of(image.height(), image.width());
        byte[] labels = image.plainBytes()
                .orElseGet(() -> WholeLabels.of(source.name(), grid, image.values()));
        String name = source.name();
        return new LabelFile(name, grid, labels, new RasterFormat(name.substring(name.lastIndexOf('.')), grid));
    }

    @Override
    public String ending() {
        return ending;
    }

    @Override
    public String probabilitiesEnding() {
        return NpyFormat.ENDING;
    }

    @Override
    public void writeLabels(OutputStream out, byte[] labels) throws IOException {
        BufferedImage image = new BufferedImage(grid.width(), grid.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, grid.width(), grid.height(), labels);
        ImageWriter writer = writer();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(image);
        } finally {
            writer.dispose();
        }
    }

    private ImageWriter writer() throws IOException {
        return ending.equalsIgnoreCase(".png")
                ? ImageIO.getImageWritersByFormatName("png").next()
                : new TIFFImageWriterSpi().createWriterInstance(null);
    }

    @Override
    public void writeProbabilities(OutputStream out, Probabilities probabilities, Precision precision)
            throws IOException {
        NpyFormat.write(out, grid, probabilities, precision);
    }
}
