package consilium.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class AffineReaderTest {

    private static final double HALF = Math.sqrt(0.5);

    @Test
    void theSformComesFirst() {
        NiftiBytes both = bytes().qform(1, 0, 0, 0, 9, 9, 9).sform(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

        assertThat(affine(both)).isEqualTo(new Affine(Affine.Method.SFORM, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    }

    @Test
    void theQformComesSecond() {
        Affine affine = affine(bytes().qform(2, 0, 0, 0, 10, 20, 30).sform(0, 1, 1, 1));

        assertThat(affine).isEqualTo(
                new Affine(Affine.Method.QFORM, 3, 0, 0, 10, 0, 2, 0, 20, 0, 0, 1, 30));
    }

    @Test
    void aQuarterTurnTurnsXIntoY() {
        Affine affine = affine(bytes().qform(1, 0, 0, HALF, 0, 0, 0));

        assertThat(affine.of(1, 0, 0)).containsExactly(new double[] {0, 3, 0}, within(1e-6));
        assertThat(affine.of(0, 1, 0)).containsExactly(new double[] {-2, 0, 0}, within(1e-6));
        assertThat(affine.of(0, 0, 1)).containsExactly(new double[] {0, 0, 1}, within(1e-6));
    }

    @Test
    void aNegativeFirstSpacingTurnsZAround() {
        Affine affine = affine(bytes().spacing(-1, 3, 2, 1).qform(1, 0, 0, 0, 0, 0, 0));

        assertThat(affine.at(2, 2)).isEqualTo(-1);
    }

    /// The example in nibabel's documentation of `get_base_affine`.
    @Test
    void withoutAFormTheVolumesMiddleIsTheOriginAndXRunsLeft() {
        assertThat(affine(bytes()))
                .isEqualTo(new Affine(Affine.Method.SPACING, -3, 0, 0, 3, 0, 2, 0, -4, 0, 0, 1, -3));
    }

    @Test
    void aQuaternionBeyondOneIsRefused() {
        assertThat(refusal(bytes().qform(1, 1, 1, 0, 0, 0, 0)))
                .isEqualTo("test.nii at header: the qform's quaternion (1.0, 1.0, 0.0) is no rotation; its squares must"
                        + " add up to at most 1");
    }

    @Test
    void aNegativeSpacingWithAQuaternionIsRefused() {
        assertThat(refusal(bytes().spacing(1, -3, 2, 1).qform(1, 0, 0, 0, 0, 0, 0)))
                .isEqualTo("test.nii at header: spacing 1 must not be negative where a qform is used, was -3.0");
    }

    @Test
    void anAffineThatIsNotFiniteIsRefused() {
        assertThat(refusal(bytes().sform(1, Double.NaN, 0, 0, 0)))
                .isEqualTo("test.nii at header: the SFORM affine must be finite");
    }

    private static NiftiBytes bytes() {
        return NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN).shape(3, 5, 7).type(2, 8).spacing(1, 3, 2, 1);
    }

    private static Affine affine(NiftiBytes bytes) {
        return bytes.file(105, voxels -> {}).header().affine();
    }

    private static String refusal(NiftiBytes bytes) {
        return Damage.refusal(ByteSource.of("test.nii", bytes.with(105, voxels -> {})), NiftiFile::open);
    }
}
