package consilium.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.ingest.nifti.NiftiHeader.Shape;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import consilium.ingest.source.Gzip;
import consilium.ingest.source.RealData;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real files; what is expected of them was computed with NumPy from the format's definition, without this reader.
class NiftiRealDataTest {

    @ParameterizedTest
    @CsvSource({
            // file, sum over all volumes, largest, voxel in the middle of the last volume
            "anatomical.nii,            284166082,          30393,              11881",
            "functional.nii,            77913290.36292362,  5571.621858656406,  3910.858782351017",
            "example4d.nii.gz,          101985356,          1162,               266",
            "example_nifti2.nii.gz,     6926802,            757,                266",
            "reoriented_anat_moved.nii, 32739769.449157715, 21199.935546875,    8117.22021484375",
            "standard.nii.gz,           7650,               255,                0",
    })
    void nibabelsFilesHaveTheValuesNumPyReads(String name, double sum, double largest, double middle) {
        NiftiFile file = file("nibabel_nifti/" + name);
        Shape shape = file.header().shape();

        double[] found = {0, Double.NEGATIVE_INFINITY};
        for (int volume = 0; volume < shape.volumes(); volume++) {
            file.eachSlice(volume, (z, slice) -> {
                for (float value : slice.values()) {
                    found[0] += value;
                    found[1] = Math.max(found[1], value);
                }
            });
        }
        float[] slice = file.slice(Axis.Z, shape.z() / 2, shape.volumes() - 1);

        assertThat(found[0]).isEqualTo(sum, within(1e-7 * sum));
        assertThat(found[1]).isEqualTo(largest, within(1e-3));
        assertThat(slice[shape.y() / 2 * shape.x() + shape.x() / 2]).isEqualTo((float) middle);
    }

    @Test
    void theBigEndianFileAgreesInBothItsForms() {
        NiftiHeader header = file("nibabel_nifti/anatomical.nii").header();

        assertThat(header.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(header.shape()).isEqualTo(new Shape(33, 41, 25, 1));
        assertThat(header.type()).isEqualTo(VoxelType.INT16);
        assertThat(header.spacing()).containsExactly(2.0, 2.0, 2.0);
        assertThat(header.unit()).isEqualTo(NiftiHeader.Unit.MILLIMETRE);
        assertThat(header.description()).isEqualTo("spm - 3D normalized");
        assertThat(header.affine()).isEqualTo(
                new Affine(Affine.Method.SFORM, -2, 0, 0, 32, 0, 2, 0, -40, 0, 0, 2, -16));
    }

    /// Both forms are in the file; the quaternion must give what the sform says.
    @ParameterizedTest
    @CsvSource({"nibabel_nifti/example4d.nii.gz", "nibabel_nifti/example_nifti2.nii.gz",
            "nibabel_nifti/functional.nii"})
    void theQuaternionGivesWhatTheSformSays(String name) {
        byte[] plain = plain(name);
        Affine sform = NiftiFile.open(ByteSource.of(name, plain)).header().affine();
        boolean first = plain[0] == (byte) (348 & 0xff);
        plain[first ? 254 : 348] = 0;
        Affine qform = NiftiFile.open(ByteSource.of(name, plain)).header().affine();

        assertThat(sform.method()).isEqualTo(Affine.Method.SFORM);
        assertThat(qform.method()).isEqualTo(Affine.Method.QFORM);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                assertThat(qform.at(row, column)).isEqualTo(sform.at(row, column), within(1e-5));
            }
        }
    }

    @Test
    void valuesOutsideTheBrainThatAreNoNumbersAreRefusedByVoxel() {
        NiftiFile file = file("nibabel_nifti/resampled_anat_moved.nii");

        assertThat(Damage.refusal(ByteSource.of("", new byte[0]), source -> file.slice(Axis.Z, 0, 0)))
                .matches(
                        ".*resampled_anat_moved.nii at voxel \\(\\d+, \\d+, 0\\) of volume 0: the value must be finite,"
                                + " was NaN");
    }

    @Test
    void headersWithoutVoxelsAndAnalyzeAreRefused() {
        assertThat(refusal("nibabel_nifti/nifti1.hdr")).contains("claims 91 x 109 x 91 voxels of INT16");
        assertThat(refusal("nibabel_nifti/nifti2.hdr")).contains("claims 91 x 109 x 91 voxels of INT16");
        assertThat(refusal("nibabel_nifti/analyze.hdr")).contains("may be ANALYZE 7.5");
    }

    @ParameterizedTest
    @CsvSource({"patient07, 1300", "patient19, 49769", "patient26, 8227"})
    void theLesionsOfTheSclerosisPatientsHaveTheKnownVolumes(String patient, int voxels) {
        NiftiFile gold = file("open_ms_lesjak/" + patient
                + "/GOLD_STANDARD_N4_noneck_reduced_winsor_regtoFLAIR_regtoMNI.nii.gz");
        int[] found = new int[1];

        gold.eachSlice(0, (z, slice) -> {
            for (byte label : slice.labels()) {
                found[0] += label;
            }
        });

        assertThat(gold.header().shape()).isEqualTo(new Shape(182, 218, 182, 1));
        assertThat(found[0]).isEqualTo(voxels);
    }

    @Test
    void aChannelLiesWhereItsMaskLies() {
        NiftiHeader channel =
                file("open_ms_lesjak/patient07/FLAIR_N4_noneck_reduced_winsor_regtoFLAIR_brain_N4_regtoMNI"
                        + ".nii.gz").header();
        NiftiHeader mask = file("open_ms_lesjak/patient07/GOLD_STANDARD_N4_noneck_reduced_winsor_regtoFLAIR_regtoMNI"
                + ".nii.gz").header();

        assertThat(channel.affine()).isEqualTo(mask.affine());
        assertThat(channel.affine().method()).isEqualTo(Affine.Method.QFORM);
    }

    /// `expected_majority_vote.json`: of the labels 4, 2 and 1 in this order the last with at least half of the 5 votes.
    @ParameterizedTest
    @CsvSource({"TCGA-DU-7294, 24188", "TCGA-FG-6692, 30179"})
    void theVoteOfTheFiveSegmentationsIsThePublishedFusion(String patient, int tumour) {
        List<NiftiFile> raters = new ArrayList<>();
        for (String rater : List.of("hnfnetv1-20", "isen-20", "sanet0-20", "scan-20", "yixinmpl-20")) {
            raters.add(file("brats_space_tcga_lgg/" + patient + "/segmentation/" + rater + ".nii.gz"));
        }
        byte[][] votes = raters.stream().map(NiftiRealDataTest::labels).toArray(byte[][]::new);
        byte[] published = labels(file("brats_space_tcga_lgg/" + patient + "/fusion/mav.nii.gz"));

        int differing = 0;
        int drawn = 0;
        for (int voxel = 0; voxel < published.length; voxel++) {
            differing += vote(votes, voxel) == published[voxel] ? 0 : 1;
            drawn += published[voxel] == 0 ? 0 : 1;
        }

        assertThat(published).hasSize(240 * 240 * 155);
        assertThat(differing).isZero();
        assertThat(drawn).isEqualTo(tumour);
    }

    private static int vote(byte[][] votes, int voxel) {
        int winner = 0;
        for (int label : new int[] {4, 2, 1}) {
            int count = 0;
            for (byte[] rater : votes) {
                count += rater[voxel] == label ? 1 : 0;
            }
            if (2 * count >= votes.length) {
                winner = label;
            }
        }
        return winner;
    }

    private static byte[] labels(NiftiFile file) {
        Shape shape = file.header().shape();
        byte[] all = new byte[shape.x() * shape.y() * shape.z()];
        file.eachSlice(0, (z, slice) -> {
            byte[] labels = slice.labels();
            System.arraycopy(labels, 0, all, z * labels.length, labels.length);
        });
        return all;
    }

    private static NiftiFile file(String path) {
        return NiftiFile.open(RealData.source(path));
    }

    private static byte[] plain(String path) {
        try (var in = Gzip.open(RealData.source(path))) {
            NiftiHeader header = file(path).header();
            return in.bytes(header.end());
        }
    }

    private static String refusal(String path) {
        return Damage.refusal(RealData.source(path), NiftiFile::open);
    }
}
