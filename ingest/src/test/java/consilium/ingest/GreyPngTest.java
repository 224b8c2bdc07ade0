package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The JDK's reader is the oracle: slower, and of other origin.
class GreyPngTest {

    @Property(tries = 300)
    void everyFilterIsReadAsTheJdkReadsIt(
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 1, max = 20) int height,
            @ForAll @IntRange(min = 1, max = 50) int chunk,
            @ForAll int seed) throws IOException {
        byte[] rows = new byte[height * (width + 1)];
        Random random = new Random(seed);
        random.nextBytes(rows);
        for (int y = 0; y < height; y++) {
            rows[y * (width + 1)] = (byte) random.nextInt(5);
        }
        byte[] png = png(width, height, rows, chunk);

        assertThat(GreyPng.of(png).orElseThrow().pixels()).isEqualTo(jdk(png));
    }

    @Test
    void whatIsNotPlainGreyIsLeftToTheJdk() throws IOException {
        for (int type : new int[] {
                BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED
        }) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(3, 2, type), "png", out);

            assertThat(GreyPng.of(out.toByteArray())).isEmpty();
        }
        assertThat(GreyPng.of(new byte[0])).isEmpty();
        assertThat(GreyPng.of(new byte[40])).isEmpty();
    }

    @Test
    void everyTruncationIsRefusedThatOfTheEndIncluded() {
        byte[] png = png(5, 4, new byte[24], 7);
        for (int length = 33; length < png.length; length++) {
            byte[] cut = Arrays.copyOf(png, length);

            assertThatThrownBy(() -> GreyPng.of(cut).orElseThrow().pixels()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void everyFlippedBitBehindTheSizeIsRefused() {
        byte[] png = png(5, 4, new byte[24], 7);
        for (int at = 29; at < png.length; at++) {
            byte[] flipped = png.clone();
            flipped[at] ^= 0x10;

            assertThatThrownBy(() -> GreyPng.of(flipped).orElseThrow().pixels()).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 255})
    void anUnknownFilterIsRefused(int filter) {
        byte[] png = png(1, 2, new byte[] {0, 1, (byte) filter, 1}, 100);

        assertThatThrownBy(() -> GreyPng.of(png).orElseThrow().pixels())
                .hasMessage("row 1 has filter " + filter + "; filters are 0 to 4");
    }

    @Test
    void missingRowsAreRefused() {
        assertThatThrownBy(() -> GreyPng.of(png(2, 5, new byte[7], 100)).orElseThrow().pixels())
                .hasMessage("its pixels end in row 2 of 5");
    }

    private static byte[] jdk(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        byte[] pixels = new byte[image.getWidth() * image.getHeight()];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            pixels[pixel] =
                    (byte) image.getRaster().getSample(pixel % image.getWidth(), pixel / image.getWidth(), 0);
        }
        return pixels;
    }

    /// @param rows  a filter and the filtered samples of each row
    /// @param chunk bytes of compressed pixels in each chunk
    private static byte[] png(int width, int height, byte[] rows, int chunk) {
        Deflater deflater = new Deflater();
        deflater.setInput(rows);
        deflater.finish();
        byte[] packed = new byte[rows.length + 100];
        packed = Arrays.copyOf(packed, deflater.deflate(packed));
        deflater.end();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        out.writeBytes(chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array()));
        for (int at = 0; at < packed.length; at += chunk) {
            out.writeBytes(chunk("IDAT", Arrays.copyOfRange(packed, at, Math.min(packed.length, at + chunk))));
        }
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        ByteBuffer bytes = ByteBuffer.allocate(12 + content.length).putInt(content.length);
        bytes.put(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII)).put(content);
        CRC32 sum = new CRC32();
        sum.update(bytes.array(), 4, 4 + content.length);
        return bytes.putInt((int) sum.getValue()).array();
    }
}
