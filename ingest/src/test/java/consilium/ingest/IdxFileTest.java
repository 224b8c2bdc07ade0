package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {

    private static Path scratch = Path.of("");

    @TempDir
    private Path temp;

    @BeforeContainer
    static void makeScratch() throws IOException {
        scratch = Files.createTempDirectory("idx");
    }

    @AfterContainer
    static void removeScratch() throws IOException {
        Files.deleteIfExists(scratch.resolve("cut.idx"));
        Files.deleteIfExists(scratch);
    }

    @Property
    void anyTruncationIsRefusedAndNothingElseIsThrown(@ForAll @IntRange(max = 75) int length, @ForAll boolean gzip) {
        byte[] whole = IdxFiles.images(3, 4, 5);
        byte[] bytes = gzip ? IdxFiles.gzip(whole) : whole;
        Path file = IdxFiles.write(scratch, "cut.idx", Arrays.copyOf(bytes, Math.min(length, bytes.length - 1)));

        assertThat(Refused.message(() -> IdxFile.open(file))).startsWith(file + ": is cut short");
    }

    @Property
    void anyFlippedByteIsRefusedOrRead(@ForAll @IntRange(max = 95) int at, @ForAll byte value) {
        byte[] bytes = IdxFiles.gzip(IdxFiles.images(3, 4, 5));
        bytes[Math.min(at, bytes.length - 1)] = value;
        Path file = IdxFiles.write(scratch, "cut.idx", bytes);

        try {
            IdxFile.open(file).read(3, pixels -> assertThat(pixels).hasSize(20));
        } catch (ProblemException refused) {
            assertThat(refused.problem().detail()).startsWith(file.toString());
        }
    }

    @Test
    void aTruncatedFileNamesBothCounts() {
        byte[] whole = IdxFiles.images(3, 4, 5);

        assertThat(refusal(Arrays.copyOf(whole, 50)))
                .isEqualTo(temp + "/x.idx: is cut short: expected 76 bytes (3 images of 4 x 5 pixels after a header of"
                        + " 16 bytes), found 50 bytes");
        assertThat(refusal(Arrays.copyOf(whole, 7)))
                .isEqualTo(temp + "/x.idx: is cut short: expected an IDX header of 16 bytes, found 7 bytes");
    }

    @Test
    void aGzipStreamWithoutItsChecksumIsRefused() {
        byte[] packed = IdxFiles.gzip(IdxFiles.images(3, 4, 5));

        assertThat(refusal(Arrays.copyOf(packed, packed.length - 3)))
                .isEqualTo(temp + "/x.idx: is cut short: all 76 bytes are there, but the gzip checksum is not");
    }

    @Test
    void aLongerFileIsRefused() {
        assertThat(refusal(Arrays.copyOf(IdxFiles.images(3, 4, 5), 77)))
                .isEqualTo(temp + "/x.idx: is longer than its header says: expected 76 bytes (3 images of 4 x 5 pixels"
                        + " after a header of 16 bytes), found more");
    }

    @Test
    void aFileOfLabelsIsToldFromOneOfImages() {
        assertThat(refusal(IdxFiles.header(0x801, 60000, 0, 0, 60000)))
                .isEqualTo(temp + "/x.idx at byte 0: the magic number is 0x00000801 (labels), expected 0x00000803"
                        + " (8-bit images)");
    }

    @Test
    void aHeaderThatClaimsTerabytesCostsNothing() {
        assertThat(refusal(IdxFiles.header(0x803, 1 << 30, 4096, 4096, 100)))
                .isEqualTo(temp + "/x.idx: is cut short: expected 18014398509482000 bytes (1073741824 images of 4096 x"
                        + " 4096 pixels after a header of 16 bytes), found 116 bytes");
        assertThat(refusal(IdxFiles.header(0x803, -1, -1, -1, 100)))
                .isEqualTo(temp + "/x.idx at byte 4: the header says 4294967295 images of 4294967295 x 4294967295"
                        + " pixels; an image has at most 67108864 pixels and a file at most 2147483647 images");
    }

    @Test
    void aFileOfNoImagesIsRefused() {
        assertThat(refusal(IdxFiles.header(0x803, 0, 28, 28, 0)))
                .isEqualTo(temp + "/x.idx at byte 4: holds nothing: the header says 0 images of 28 x 28 pixels");
    }

    private String refusal(byte[] bytes) {
        Path file = IdxFiles.write(temp, "x.idx", bytes);
        return Refused.message(() -> IdxFile.open(file));
    }
}
