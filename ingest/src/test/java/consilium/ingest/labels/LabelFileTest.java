package consilium.ingest.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFileTest {

    private static final byte[] LABELS = {0, 1, 2, 0, 3, (byte) 255};

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"map.png", "map.tif", "map.npy"})
    void whatIsWrittenLikeAFileIsReadAgain(String name) throws IOException {
        LabelFile like = first(name);

        like.write(folder.resolve("again-" + name), LABELS);

        LabelFile again = LabelFile.read(folder.resolve("again-" + name));
        assertThat(again.labels()).isEqualTo(LABELS);
        assertThat(again.grid()).isEqualTo(new LabelGrid(List.of(2, 3), List.of(1.0, 1.0)));
        assertThat(again.ending()).isEqualTo(name.substring(3));
    }

    /// A file of three columns and two rows, all background.
    private LabelFile first(String name) throws IOException {
        Path file = folder.resolve(name);
        switch (name.substring(3)) {
            case ".npy" -> Files.write(file, npy("|u1", "False", "2, 3", new byte[6]));
            case ".png" -> ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
            default -> ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY), "tiff", file.toFile());
        }
        return LabelFile.read(file);
    }

    @ParameterizedTest
    @CsvSource({"|b1, 1", "|i1, 1", "<i2, 2", ">i2, 2", "<u2, 2", "<i4, 4", ">u4, 4", "<i8, 8", "<u8, 8"})
    void arraysOfEveryTypeOfWholeNumberAreLabels(String type, int bytes) throws IOException {
        ByteBuffer elements =
                ByteBuffer.allocate(6 * bytes)
                        .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int index = 0; index < 6; index++) {
            switch (bytes) {
                case 1 -> elements.put((byte) (index % 2));
                case 2 -> elements.putShort((short) (index % 2));
                case 4 -> elements.putInt(index % 2);
                default -> elements.putLong(index % 2);
            }
        }
        Path file = Files.write(folder.resolve("a.npy"), npy(type, "False", "2, 3", elements.array()));

        assertThat(LabelFile.read(file).labels()).containsExactly(0, 1, 0, 1, 0, 1);
    }

    /// numpy.asfortranarray([[[0, 1], [2, 3], [4, 5]], [[6, 7], [8, 9], [10, 11]]]): the first axis is the fastest.
    @Test
    void anArrayInFortransOrderIsReadInOurs() throws IOException {
        byte[] elements = {0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11};
        Path file = Files.write(folder.resolve("a.npy"), npy("|u1", "True", "2, 3, 2", elements));

        LabelFile read = LabelFile.read(file);

        assertThat(read.labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(read.grid().depth()).isEqualTo(2);
        assertThat(read.grid().height()).isEqualTo(3);
        assertThat(read.grid().width()).isEqualTo(2);
    }

    @Test
    void whatIsNoLabelIsToldWithItsPlace() throws IOException {
        ByteBuffer elements = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        elements.putFloat(16, 0.5f);
        Path file = Files.write(folder.resolve("a.npy"), npy("<f4", "False", "2, 3", elements.array()));

        assertThatThrownBy(() -> LabelFile.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessage(file + " at pixel (1, 1): a label is a whole number from 0 to 255, was 0.5");
    }

    @Test
    void anArrayThatIsCutShortOrTooLongIsRefused() throws IOException {
        Path shorter = Files.write(folder.resolve("short.npy"), npy("|u1", "False", "2, 3", new byte[5]));
        Path longer = Files.write(folder.resolve("long.npy"), npy("|u1", "False", "2, 3", new byte[7]));

        assertThatThrownBy(() -> LabelFile.read(shorter)).isInstanceOf(ProblemException.class)
                .hasMessageContaining("short.npy");
        assertThatThrownBy(() -> LabelFile.read(longer)).hasMessageContaining("holds more than");
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'0, 3', 0", "'2, 2, 2, 2', 16", "'99999, 99999', 0"})
    void aShapeThatIsNoMapsIsRefused(String shape, int bytes) throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), npy("|u1", "False", shape, new byte[bytes]));

        assertThatThrownBy(() -> LabelFile.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("a.npy");
    }

    @Test
    void mapsOfOneImageHaveOneSize() throws IOException {
        LabelFile first =
                LabelFile.read(Files.write(folder.resolve("a.npy"), npy("|u1", "False", "2, 3", new byte[6])));
        LabelFile other =
                LabelFile.read(Files.write(folder.resolve("b.npy"), npy("|u1", "False", "3, 2", new byte[6])));

        assertThatThrownBy(() -> other.requireLike(first))
                .hasMessage(folder.resolve("b.npy") + ": is 2 x 3 pixels, " + folder.resolve("a.npy")
                        + " is 3 x 2; label maps of one image have the same size");
    }

    @Test
    void aFileOfAnotherKindIsRefusedWithTheKindsThatAreRead() throws IOException {
        Path file = Files.writeString(folder.resolve("map.txt"), "0 1");

        assertThatThrownBy(() -> LabelFile.read(file)).hasMessageContaining("label maps end in .png, .tif");
        assertThatThrownBy(() -> LabelFile.read(folder.resolve("none.png"))).hasMessageEndingWith("no such file");
        assertThatThrownBy(() -> LabelFile.read(folder)).hasMessageContaining("is a folder");
    }

    @Test
    void probabilitiesBesideAPictureHaveTheLabelAsFirstAxis() throws IOException {
        LabelFile like = first("map.png");

        like.write(folder.resolve("p.npy"), halves(), Precision.SINGLE);

        byte[] written = Files.readAllBytes(folder.resolve("p.npy"));
        String header = new String(written, 0, written.length - 2 * 6 * Float.BYTES, StandardCharsets.ISO_8859_1);
        assertThat(header).contains("'descr': '<f4'").contains("'shape': (2, 2, 3)");
        assertThat(ProbabilityFile.read(folder.resolve("p.npy"), like.grid(), 2))
                .containsExactly(0f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 1f, 0.9f, 0.8f, 0.7f, 0.6f, 0.5f);
    }

    @Test
    void whatSumsToNoOneIsNoProbability() throws IOException {
        LabelFile like = first("map.npy");
        like.write(folder.resolve("p.npy"), constant(0.4), Precision.DOUBLE);

        assertThatThrownBy(() -> ProbabilityFile.read(folder.resolve("p.npy"), like.grid(), 2))
                .hasMessageContaining("pixel (0, 0)")
                .hasMessageContaining("they sum to 1");
    }

    private static Probabilities halves() {
        return of((label, pixel) -> label == 0 ? 0.1 * pixel : 1 - 0.1 * pixel);
    }

    private static Probabilities constant(double value) {
        return of((label, pixel) -> value);
    }

    private interface Value {
        double at(int label, int pixel);
    }

    private static Probabilities of(Value value) {
        return new Probabilities() {
            @Override
            public int labels() {
                return 2;
            }

            @Override
            public void read(int label, int from, double[] piece, int count) {
                for (int at = 0; at < count; at++) {
                    piece[at] = value.at(label, from + at);
                }
            }
        };
    }

    /// As NumPy writes it, version 1.0.
    static byte[] npy(String type, String fortran, String shape, byte[] elements) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': (" + shape + "), }\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        bytes.write(header.length());
        bytes.write(0);
        bytes.write(header.getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(elements);
        return bytes.toByteArray();
    }
}
