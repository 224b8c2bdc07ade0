package consilium.ingest.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.ingest.nifti.Axis;
import consilium.ingest.nifti.NiftiBytes;
import consilium.ingest.nifti.NiftiFile;
import consilium.ingest.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// NIfTI label maps keep everything that the file they are written like says but how voxels are stored.
class LabelVolumeTest {

    private static final byte[] LABELS = {0, 1, 2, 3, 4, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 4, 3, 2, 1, 0, 1, 2, 3};

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
            "1, 2, 8, little", "1, 4, 16, big", "1, 16, 32, little", "2, 2, 8, big", "2, 64, 64, little",
            "2, 1024, 64, big"
    })
    void aMapHasTheHeaderOfTheOneItIsWrittenLike(int version, int code, int bits, String order) throws IOException {
        byte[] original =
                bytes(version, code, bits, order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        LabelFile like = LabelFile.read(Files.write(folder.resolve("a.nii"), original));

        like.write(folder.resolve("b.nii"), LABELS);

        byte[] written = Files.readAllBytes(folder.resolve("b.nii"));
        assertThat(written).hasSameSizeAs(original)
                .startsWith(java.util.Arrays.copyOf(original, version == 1 ? 352 : 544));
        assertThat(LabelFile.read(folder.resolve("b.nii")).labels()).isEqualTo(LABELS);
    }

    private static byte[] bytes(int version, int code, int bits, ByteOrder order) {
        return NiftiBytes.version(version, order)
                .shape(2, 3, 4)
                .type(code, bits)
                .spacing(1, 1.5, 1.25, 2)
                .sform(1, -1.5, 0, 0, 90, 0, 1.25, 0, -126, 0, 0, 2, -72)
                .with(24 * bits / 8, voxels -> {});
    }

    @Test
    void slicesComeFirstAndSoDoesTheirDistance() throws IOException {
        LabelFile map = LabelFile.read(Files.write(folder.resolve("a.nii"), bytes(1, 2, 8, ByteOrder.LITTLE_ENDIAN)));

        assertThat(map.grid()).isEqualTo(new LabelGrid(List.of(4, 3, 2), List.of(2.0, 1.25, 1.5)));
        assertThat(map.grid()).hasToString("2 x 3 x 4");
    }

    @Test
    void whatWasGzippedIsGzippedAgain() throws IOException {
        Path file = Files.write(
                folder.resolve("a.nii.gz"), NiftiBytes.gzip(bytes(1, 2, 8, ByteOrder.LITTLE_ENDIAN)));
        LabelFile like = LabelFile.read(file);

        like.write(folder.resolve("b" + like.ending()), LABELS);

        assertThat(like.ending()).isEqualTo(".nii.gz");
        try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve("b.nii.gz")))) {
            assertThat(in.readAllBytes()).hasSize(352 + 24).endsWith(LABELS);
        }
    }

    /// Labels scaled by 2 are written as they are, and the header no longer scales.
    @Test
    void labelsAreWrittenUnscaled() throws IOException {
        byte[] scaled = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN)
                .shape(2, 1, 1)
                .type(4, 16)
                .scaling(2, 1)
                .with(4, voxels -> voxels.putShort((short) 0).putShort((short) 1));
        LabelFile like = LabelFile.read(Files.write(folder.resolve("a.nii"), scaled));
        assertThat(like.labels()).containsExactly(1, 3);

        like.write(folder.resolve("b.nii"), like.labels());

        assertThat(LabelFile.read(folder.resolve("b.nii")).labels()).containsExactly(1, 3);
    }

    @Test
    void signedBytesGiveWayToUnsignedOnesForLargeLabels() throws IOException {
        byte[] signed = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN)
                .shape(2, 1, 1)
                .type(256, 8)
                .with(2, voxels -> voxels.put((byte) 0).put((byte) 1));
        LabelFile like = LabelFile.read(Files.write(folder.resolve("a.nii"), signed));

        like.write(folder.resolve("b.nii"), new byte[] {1, (byte) 200});

        assertThat(LabelFile.read(folder.resolve("b.nii")).labels()).containsExactly(1, 200 - 256);
    }

    @Test
    void aPairBecomesOneFile() throws IOException {
        byte[] header = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN)
                .shape(2, 1, 1)
                .type(2, 8)
                .magic("ni1")
                .header();
        Files.write(folder.resolve("a.hdr"), java.util.Arrays.copyOf(header, 348));
        Files.write(folder.resolve("a.img"), new byte[] {1, 0});
        LabelFile like = LabelFile.read(folder.resolve("a.hdr"));

        like.write(folder.resolve("b.nii"), new byte[] {0, 1});

        assertThat(like.labels()).containsExactly(1, 0);
        assertThat(LabelFile.read(folder.resolve("b.nii")).labels()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource({"SINGLE", "DOUBLE"})
    void probabilitiesAreAVolumePerLabel(Precision precision) throws IOException {
        LabelFile like = LabelFile.read(Files.write(folder.resolve("a.nii"), bytes(1, 4, 16, ByteOrder.BIG_ENDIAN)));

        like.write(folder.resolve("p.nii"), new Probabilities() {
            @Override
            public int labels() {
                return 2;
            }

            @Override
            public void read(int label, int from, double[] piece, int count) {
                for (int at = 0; at < count; at++) {
                    double background = (from + at) / 32.0;
                    piece[at] = label == 0 ? background : 1 - background;
                }
            }
        }, precision);

        NiftiFile written = NiftiFile.open(ByteSource.of(folder.resolve("p.nii")));
        assertThat(written.header().shape()).hasToString("2 x 3 x 4 x 2");
        assertThat(written.header().spacing()).containsExactly(1.5, 1.25, 2.0);
        assertThat(written.header().affine())
                .isEqualTo(NiftiFile.open(ByteSource.of(folder.resolve("a.nii"))).header().affine());
        assertThat(written.slice(Axis.Z, 1, 1)).containsExactly(
                1 - 6 / 32f, 1 - 7 / 32f, 1 - 8 / 32f, 1 - 9 / 32f, 1 - 10 / 32f, 1 - 11 / 32f);
        assertThat(ProbabilityFile.read(folder.resolve("p.nii"), like.grid(), 2)).hasSize(48).startsWith(0f, 1 / 32f);
    }

    @Test
    void severalVolumesAreNoLabelMap() throws IOException {
        byte[] several = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN)
                .shape(2, 1, 1, 3)
                .type(2, 8)
                .with(6, (ByteBuffer voxels) -> {});
        Path file = Files.write(folder.resolve("a.nii"), several);

        assertThatThrownBy(() -> LabelFile.read(file)).hasMessageEndingWith("has 3 volumes; a label map has one");
    }
}
