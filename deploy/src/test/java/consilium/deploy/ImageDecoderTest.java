package consilium.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.Npy;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.RandomStreams;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ImageDecoderTest {

    private static final ImageDecoder DECODER = new ImageDecoder(10_000);

    @Test
    void greyPngBecomesIntensitiesFromZeroToOne() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 51, 255});

        SubmittedImage decoded = DECODER.decode(png(image));

        assertThat(decoded.values()).containsExactly(0f, 0.2f, 1f);
        assertThat(decoded.channels()).isEqualTo(1);
        assertThat(decoded.width()).isEqualTo(3);
        assertThat(decoded.height()).isEqualTo(1);
    }

    @Test
    void sixteenBitGreyKeepsItsDepth() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {1, 65535});

        assertThat(DECODER.decode(png(image)).values()).containsExactly(1 / 65535f, 1f);
    }

    @Test
    void colourComesPlaneByPlane() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xff0033);
        image.setRGB(1, 0, 0x00ff66);

        SubmittedImage decoded = DECODER.decode(png(image));

        assertThat(decoded.channels()).isEqualTo(3);
        assertThat(decoded.values()).containsExactly(1f, 0f, 0f, 1f, 0.2f, 0.4f);
    }

    @Test
    void transparencyDoesNotCount() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x80ff0000);

        assertThat(DECODER.decode(png(image)).values()).containsExactly(1f, 0f, 0f);
    }

    @Test
    void blackAndWhiteIsGrey() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(1, 0, 0xffffff);

        SubmittedImage decoded = DECODER.decode(png(image));

        assertThat(decoded.channels()).isEqualTo(1);
        assertThat(decoded.values()).containsExactly(0f, 1f);
    }

    @Test
    void numpyFloatsAreTakenAsTheyAre() {
        assertThat(DECODER.decode(npy(List.of(1L, 2L), -3f, 700f)).values()).containsExactly(-3f, 700f);
    }

    @Test
    void numpyBytesBecomeIntensities() {
        byte[] header = Npy.header(DType.UINT8, List.of(2L, 1L, 1L));
        byte[] file = Arrays.copyOf(header, header.length + 2);
        file[header.length] = (byte) 255;

        SubmittedImage decoded = DECODER.decode(file);

        assertThat(decoded.channels()).isEqualTo(2);
        assertThat(decoded.values()).containsExactly(1f, 0f);
    }

    @Test
    void theAuthorsTiffIsReadAsItStands() throws IOException {
        Path file = Path.of(System.getProperty("consilium.data"))
                .resolve("authors_mnist_noisy/MNIST_examples/train/Gaussian/10001_Gaussian.tif");
        Assumptions.assumeTrue(Files.exists(file), "the authors' example images are not at " + file);

        SubmittedImage decoded = DECODER.decode(Files.readAllBytes(file));

        assertThat(List.of(decoded.channels(), decoded.height(), decoded.width())).containsExactly(3, 28, 28);
        assertThat(decoded.values()[0]).isBetween(0f, 1f);
    }

    @Test
    void nothingIsNoImage() {
        refused(new byte[0], "image: is empty; send a PNG, a TIFF or a .npy file");
    }

    @Test
    void textIsNoImage() {
        refused(
                "{\"a\": 1}".getBytes(StandardCharsets.US_ASCII),
                "image: is neither PNG, TIFF nor .npy; its first bytes are 7b 22 61 22 3a 20 31 7d");
    }

    @Test
    void truncatedPngIsNamedSo() throws IOException {
        byte[] whole = png(new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY));

        assertThatThrownBy(() -> DECODER.decode(Arrays.copyOf(whole, whole.length / 2)))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("image: not a whole PNG file: ");
    }

    @Test
    void pngCutInItsHeaderIsNamedSo() throws IOException {
        byte[] whole = png(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY));

        assertThatThrownBy(() -> DECODER.decode(Arrays.copyOf(whole, 12)))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("image: not a whole PNG file: ");
    }

    @Test
    void truncatedTiffIsNamedSo() {
        byte[] start = {'I', 'I', 42, 0, 8, 0, 0, 0, 1};

        assertThatThrownBy(() -> DECODER.decode(start))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("image: not a whole TIFF file: ");
    }

    @Test
    void damagedFileIsRefusedOrReadAndNothingElse() throws IOException {
        List<byte[]> files = List.of(
                png(new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB)),
                tiff(new BufferedImage(9, 7, BufferedImage.TYPE_BYTE_GRAY)),
                npy(List.of(1L, 3L), 1, 2, 3));
        RandomGenerator random = new RandomStreams(1, "test").stream("damage");
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = files.get(i % files.size()).clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                DECODER.decode(damaged);
            } catch (ProblemException refusal) {
                assertThat(refusal).hasMessageStartingWith("image");
            }
        }
    }

    @Test
    void valueThatIsNoNumberIsNamedWithItsPlace() {
        refused(
                npy(List.of(2L, 2L, 2L), 0, 0, 0, 0, 0, 0, Float.NaN, 0),
                "image at channel 1, row 1, column 0: values are finite, was NaN");
    }

    @Test
    void absurdExtentsAreRefusedBeforeAnythingIsAllocated() {
        refused(
                Npy.header(DType.FLOAT32, List.of(4_000_000_000L, 4_000_000_000L)),
                "image has 4000000000 x 4000000000 pixels, at most 10000 pixels are taken");
        refused(
                Npy.header(DType.FLOAT32, List.of(9_000_000_000_000_000_000L, 2L, 2L)),
                "image: has 1 to 64 channels, was [9000000000000000000, 2, 2]");
    }

    @Test
    void absurdHeaderLengthIsNamedSo() {
        byte[] file = npy(List.of(1L, 1L), 0);
        file[8] = (byte) 0xff;
        file[9] = (byte) 0xff;

        assertThatThrownBy(() -> DECODER.decode(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("image at .npy header: the .npy header claims 65535 bytes");
    }

    @Test
    void missingValuesAreCounted() {
        refused(
                npy(List.of(2L, 2L), 1, 2, 3),
                "image: its header claims 16 bytes of values, 12 are there");
    }

    @Test
    void fourDimensionsAreNoImage() {
        refused(
                npy(List.of(1L, 1L, 1L, 1L), 0),
                "image: has the shape [height, width] or [channels, height, width], was [1, 1, 1, 1]");
    }

    @Test
    void wholeNumbersOfThirtyTwoBitsHaveNoRange() {
        byte[] header = Npy.header(DType.INT32, List.of(1L, 1L));

        refused(Arrays.copyOf(header, header.length + 4), "image: holds <f4, <f8 or |u1, was <i4");
    }

    @Test
    void smallFileThatClaimsManyPixelsIsRefused() throws IOException {
        byte[] large = png(new BufferedImage(101, 100, BufferedImage.TYPE_BYTE_BINARY));

        refused(large, "image has 100 x 101 pixels, at most 10000 pixels are taken");
    }

    private static void refused(byte[] body, String detail) {
        assertThatThrownBy(() -> DECODER.decode(body)).isInstanceOf(ProblemException.class).hasMessage(detail);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        return encoded(image, "png");
    }

    private static byte[] tiff(BufferedImage image) throws IOException {
        return encoded(image, "tiff");
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private static byte[] npy(List<Long> shape, float... values) {
        byte[] header = Npy.header(DType.FLOAT32, shape);
        ByteBuffer file = ByteBuffer.allocate(header.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(header);
        for (float value : values) {
            file.putFloat(value);
        }
        return file.array();
    }
}
