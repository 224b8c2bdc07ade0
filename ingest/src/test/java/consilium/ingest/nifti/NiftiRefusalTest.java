package consilium.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NiftiRefusalTest {

    @Test
    void anotherKindOfFile() {
        assertThat(refusal("no NIfTI at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .startsWith("test.nii at byte 0: is no NIfTI file; the first 4 bytes must be 348 (NIfTI-1) or 540"
                        + " (NIfTI-2) in either byte order, were ");
    }

    @Test
    void anEmptyFile() {
        assertThat(refusal(new byte[0]))
                .isEqualTo("test.nii at byte 0: the file has 0 bytes; a NIfTI header has 348 or 540");
    }

    @Test
    void aWrongMagicWord() {
        assertThat(refusal(bytes().magic("nix").header()))
                .isEqualTo("test.nii at byte 344: the magic word must be n+1 or ni1, was \"nix?\"");
    }

    @Test
    void analyze() {
        assertThat(refusal(bytes().magic("").header()))
                .isEqualTo("test.nii at byte 344: has no magic word and may be ANALYZE 7.5; convert it to NIfTI, whose"
                        + " magic is n+1, ni1, n+2 or ni2");
    }

    @Test
    void aHeaderThatClaimsTerabytes() {
        byte[] huge = NiftiBytes.version(2, ByteOrder.LITTLE_ENDIAN).shape(1_000_000, 1_000_000, 1_000).type(64, 64)
                .header();

        assertThat(refusal(huge))
                .isEqualTo("test.nii at header: claims 1000000 x 1000000 x 1000 voxels of FLOAT64 from byte 544, which"
                        + " end at byte 8000000000000544; the file holds at most 544 bytes");
        assertThat(refusal(NiftiBytes.gzip(huge))).contains("the file holds at most ");
        Damage.hold(huge, "terabytes", NiftiFile::open);
    }

    @Test
    void moreVoxelsThanCanBeCounted() {
        int most = Integer.MAX_VALUE;
        byte[] huge = NiftiBytes.version(2, ByteOrder.BIG_ENDIAN).shape(most, most, most, most).type(64, 64).header();

        assertThat(refusal(huge)).startsWith("test.nii at byte 16: claims 2147483647 x 2147483647 x 2147483647 x"
                + " 2147483647 voxels, more bytes than 64 bits can count");
    }

    @Test
    void aDimensionBelowOne() {
        assertThat(refusal(bytes().shape(3, -4, 5).header()))
                .isEqualTo("test.nii at byte 40: dimension 2 must be at least 1, was -4");
    }

    @Test
    void tooManyDimensions() {
        assertThat(refusal(bytes().shape(1, 1, 1, 1, 1, 1, 1, 1).header()))
                .isEqualTo("test.nii at byte 40: the number of dimensions must be 1 to 7, was 8");
    }

    @Test
    void aTypeThatIsNotRead() {
        assertThat(refusal(bytes().type(32, 64).header()))
                .isEqualTo("test.nii at byte 70: data type 32 (complex64) is not read; integers of 8 to 64 bits and"
                        + " floats of 32 and 64 bits are");
    }

    @Test
    void bitsThatContradictTheType() {
        assertThat(refusal(bytes().type(4, 8).header()))
                .isEqualTo("test.nii at byte 72: bits per voxel must be 16 for INT16, was 8");
    }

    @Test
    void voxelsWithinTheHeader() {
        assertThat(refusal(bytes().offset(100).header()))
                .isEqualTo(
                        "test.nii at byte 108: the voxels' offset must be a whole number of at least 352, was 100.0");
    }

    @Test
    void aFileCutShort() {
        byte[] whole = bytes().shape(10, 10).with(100, voxels -> {});

        assertThat(refusal(Arrays.copyOf(whole, 400))).contains("which end at byte 452; the file holds at most 400");
        assertThat(refusal(Arrays.copyOf(whole, 300)))
                .isEqualTo("test.nii at byte 300: the file ends here, 48 bytes before it should; it is cut short");
    }

    @Test
    void aGzipCutShort() {
        byte[] random = new byte[2000];
        new java.util.Random(1).nextBytes(random);
        byte[] packed = NiftiBytes.gzip(bytes().shape(2000).with(2000, voxels -> voxels.put(random)));

        assertThat(Damage.refusal(
                ByteSource.of("test.nii.gz", Arrays.copyOf(packed, packed.length / 2)),
                source -> NiftiFile.open(source).slice(Axis.Z, 0, 0)))
                .startsWith("test.nii.gz at byte 352: cannot be read on (Unexpected end of ZLIB input stream)");
    }

    @Test
    void valuesThatAreNotFinite() {
        NiftiFile file = bytes().shape(2, 2, 2).type(16, 32)
                .file(32, voxels -> voxels.putFloat(voxels.position() + 20, Float.NaN));

        assertThat(message(() -> file.slice(Axis.Z, 1, 0)))
                .isEqualTo("test.nii at voxel (1, 0, 1) of volume 0: the value must be finite, was NaN");
        assertThat(message(() -> file.slice(Axis.X, 1, 0))).contains("voxel (1, 0, 1)");
        assertThat(message(() -> file.slice(Axis.Y, 0, 0))).contains("voxel (1, 0, 1)");
    }

    @Test
    void labelsThatAreNone() {
        NiftiFile file = bytes().shape(3, 1).type(4, 16)
                .file(6, voxels -> voxels.putShort((short) 1).putShort((short) 256).putShort((short) -1));

        assertThat(message(() -> file.labels(Axis.Z, 0, 0)))
                .isEqualTo(
                        "test.nii at voxel (1, 0, 0) of volume 0: a label is a whole number from 0 to 255, was 256.0");
    }

    private static NiftiBytes bytes() {
        return NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN).shape(1).type(2, 8);
    }

    private static String refusal(byte[] file) {
        return Damage.refusal(ByteSource.of("test.nii", file), NiftiFile::open);
    }

    private static String message(Runnable read) {
        return Damage.refusal(ByteSource.of("", new byte[0]), source -> read.run());
    }
}
