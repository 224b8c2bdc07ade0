package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.ingest.nifti.NiftiBytes;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.spec.DatasetSpec;
import consilium.runtime.format.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NiftiDatasetTest {

    private static final String SPEC =
            """
                    kind: nifti
                    path: set
                    modalities: [{name: t1, file: "raw/*_t1.nii.gz"}, {name: t2, file: "raw/*_t2.nii"}]
                    truth: {file: truth.nii}
                    annotators: [{name: anna, file: anna.nii}, {name: ben, file: ben.nii}]
                    classMap: {0: 0, 1: 1, 4: 2}
                    split: {validation: 0, test: 0.5}
                    """;
    private static final String SKIPPING = SPEC + "onBadInput: skip-and-report\n";
    private static final int X = 4;
    private static final int Y = 3;
    private static final int Z = 2;

    @TempDir
    private Path temp;

    private Path set = Path.of("");

    /// Two cases of 4 x 3 x 2 voxels. T1 counts the voxels, T2 is twice that; the truth is label 4 in the last voxel of
    /// the second slice, Anna marks label 1 in all of it, Ben looked at the first case alone and found nothing.
    @BeforeEach
    void layOut() throws IOException {
        set = temp.resolve("set");
        for (String id : new String[] {"one", "two"}) {
            Files.createDirectories(set.resolve(id + "/raw"));
            write(id + "/raw/x_" + id + "_t1.nii.gz", NiftiBytes.gzip(volume(voxel -> voxel)));
            write(id + "/raw/x_" + id + "_t2.nii", volume(voxel -> 2 * voxel));
            write(id + "/truth.nii", volume(voxel -> voxel == 23 ? 4 : 0));
            write(id + "/anna.nii", volume(voxel -> voxel >= 12 ? 1 : 0));
        }
        write("one/ben.nii", volume(voxel -> 0));
    }

    @Test
    void slicesAreImagesAndModalitiesTheirChannels() {
        Ingested ingested = ingest(SPEC);

        assertThat(ingested.images().items()).extracting(Item::id)
                .containsExactly("one-z-00000", "one-z-00001", "two-z-00000", "two-z-00001");
        assertThat(ingested.images().items()).extracting(Item::caseId).containsExactly("one", "one", "two", "two");
        assertThat(ingested.images().counts()).isEqualTo(Map.of("train", 2, "validation", 0, "test", 2));
        assertThat(ingested.images().image(1)).startsWith(12, 13).endsWith(44, 46);
        assertThat(ingested.images().classes()).isEqualTo(3);
        assertThat(ingested.truth().map(1).at(3, 2)).isEqualTo(2);
        assertThat(ingested.annotations().map(1, 0).orElseThrow().count(1)).isEqualTo(12);
        assertThat(ingested.annotations().map(0, 1).orElseThrow().count(0)).isEqualTo(12);
        assertThat(ingested.annotations().map(2, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x, 4, 3, 2, 1 5 9 13 17 21", "y, 3, 4, 2, 4 5 6 7 16 17 18 19"})
    void slicesMayLieAcrossAnyAxis(String axis, int slices, int width, int height, String second) {
        Ingested ingested = ingest(SPEC + "axis: " + axis + "\n");

        assertThat(ingested.images().size()).isEqualTo(2 * slices);
        assertThat(ingested.images().width()).isEqualTo(width);
        assertThat(ingested.images().height()).isEqualTo(height);
        float[] t1 = Arrays.copyOf(ingested.images().image(1), width * height);
        assertThat(t1).containsExactly(floats(second));
    }

    @Test
    void slicesAreChosenByRangeStepAndForeground() {
        assertThat(ids(SPEC + "slices: {from: 1}\n")).containsExactly("one-z-00001", "two-z-00001");
        assertThat(ids(SPEC + "slices: {to: 0}\n")).containsExactly("one-z-00000", "two-z-00000");
        assertThat(ids(SPEC + "axis: x\nslices: {from: 1, every: 2}\n"))
                .containsExactly("one-x-00001", "one-x-00003", "two-x-00001", "two-x-00003");
        assertThat(ids(SPEC + "slices: {minForeground: 12}\n")).containsExactly("one-z-00001", "two-z-00001");
        assertThat(refusal(SPEC + "slices: {minForeground: 13}\n"))
                .isEqualTo(set + ": no slice of its 2 cases is chosen; the"
                        + " spec's slices ask for numbers 0 to the last with at least 13 pixels of foreground");
    }

    @Test
    void aZScoreCountsSlicesThatAreNotChosen() {
        Ingested ingested = ingest(SPEC + "slices: {from: 1}\npreprocessing: [{kind: z-score}]\n");

        // Of 0 to 23 the mean is 11.5, the variance (24 * 24 - 1) / 12.
        float expected = (float) (0.5 / Math.sqrt(575.0 / 12));
        assertThat(ingested.images().image(0)[0]).isEqualTo(expected, within(1e-6f));
        assertThat(ingested.images().image(0)[X * Y]).isEqualTo(expected, within(1e-6f));
    }

    @Test
    void resamplingUsesTheSpacingOfTheFile() {
        Ingested ingested = ingest(SPEC + "axis: y\npreprocessing: [{kind: resample, spacing: 0.5}]\n");

        // Along x 4 voxels of 1 mm, along z 2 of 3 mm.
        assertThat(ingested.images().width()).isEqualTo(8);
        assertThat(ingested.images().height()).isEqualTo(12);
    }

    /// If this moves and you meant it, raise the stage's revision in StageName and paste the new digest.
    @Test
    void theDigestsAreGolden() {
        assertThat(ingest(SPEC + "preprocessing: [{kind: z-score}, {kind: lesion-crop, width: 2, height: 2}]\n")
                .made().outputs())
                .hasToString("{images=c30ed8a61ac2b08215ae36d47812b00de1c0f7d5633115be0fc2ff1a5d02939e,"
                        + " truth=78a06e40fbace448795eb392182787158c344f4786e756f771a95ce7b9c6c3b7,"
                        + " annotations=d892801dbbbe34414bfcdeea3861b0c4be8b748abb51926d27cc9ca97a795b16}");
    }

    @Test
    void aMissingModalityIsRefusedWithWhatIsThere() throws IOException {
        Files.delete(set.resolve("two/raw/x_two_t2.nii"));

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/two: holds no file like raw/*_t2.nii, the t2; it holds anna.nii, raw,"
                        + " truth.nii");
    }

    @Test
    void twoFilesThatMatchAreRefused() {
        write("one/raw/y_t2.nii", volume(voxel -> voxel));

        assertThat(refusal(SPEC)).isEqualTo(set + "/one: holds several files like raw/*_t2.nii: raw/x_one_t2.nii,"
                + " raw/y_t2.nii; one must match");
    }

    @Test
    void aMaskOfAnotherShapeIsRefused() {
        write("one/anna.nii", volume(2, voxel -> 0));

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/one/anna.nii at header: has 2 x 3 x 2 voxels, the case's first modality,"
                        + " x_one_t1.nii.gz, has 4 x 3 x 2; all files of a case have the same");
    }

    @Test
    void aLabelOutsideTheClassMapIsRefusedByVoxel() {
        write("one/ben.nii", volume(voxel -> voxel == 17 ? 2 : 0));

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/one/ben.nii at voxel (1, 1, 1) of volume 0: the label is 2; the class map"
                        + " has the labels 0, 1, 4");
    }

    @Test
    void aVolumeThatIsNotThereIsRefused() {
        assertThat(refusal(SPEC.replace("_t2.nii\"", "_t2.nii\", volume: 3")))
                .isEqualTo(set + "/one/raw/x_one_t2.nii at header:"
                        + " has 1 volumes, the spec asks for number 3, counted from 0");
    }

    @Test
    void whatIsWrongIsLeftOutAndListedWhereTheSpecSaysSo() throws IOException {
        for (String part : new String[] {"raw/x_three_t1.nii.gz", "truth.nii", "anna.nii"}) {
            Files.createDirectories(set.resolve("three/raw"));
            write("three/" + part, volume(voxel -> 0));
        }
        write("one/ben.nii", volume(voxel -> voxel == 17 ? 2 : 0));

        Ingested ingested = ingest(SKIPPING.replace("test: 0.5", "test: 0"));

        assertThat(ingested.images().items()).extracting(Item::caseId).containsExactly("one", "one", "two", "two");
        assertThat(ingested.annotations().map(0, 1)).isEmpty();
        assertThat(ingested.store().artefact(ingested.made().outputs().get(Role.IMAGES)).table("skipped.json"))
                .isEqualTo(List.of(
                        Map.of(
                                "item", "one",
                                "lost", "annotation by ben",
                                "file", "one/ben.nii",
                                "position", "voxel (1, 1, 1) of volume 0",
                                "why", "the label is 2; the class map has the labels 0, 1, 4"),
                        Map.of(
                                "item", "three",
                                "lost", "case",
                                "file", "three",
                                "position", "",
                                "why", "holds no file like raw/*_t2.nii, the t2; it holds anna.nii, raw, truth.nii")));
    }

    @Test
    void everyFileDecidesTheRecipe() {
        StageSpec.Ingest slice = new StageSpec.Ingest(Ingested.spec(SPEC), 1);
        IngestStage stage = new IngestStage(temp);
        var before = stage.sources(slice);

        assertThat(stage.sources(slice)).isEqualTo(before);
        write("one/ben.nii", volume(voxel -> 1));
        assertThat(stage.sources(slice)).isNotEqualTo(before);
    }

    @Test
    void thePatientsWithSclerosisAreReadAsTheExampleSaysIt() throws IOException {
        Path root = RealData.root("open_ms_lesjak");
        Ingested ingested = Ingested.of(example("ms-lesions"), 1, root, temp);

        assertThat(ingested.images().channels()).isEqualTo(3);
        assertThat(ingested.images().width()).isEqualTo(192);
        assertThat(ingested.images().counts().get("train")).isPositive();
        assertThat(ingested.images().counts().get("test")).isPositive();
        TruthSet truth = ingested.truth();
        for (int image = 0; image < truth.size(); image++) {
            assertThat(truth.map(image).count(1)).isPositive();
        }
    }

    /// Against the published fusion's rule: a label of which at least 3 of 5 are sure. 24,188 voxels have one.
    @Test
    void theGliomasSegmentationsAreReadAsTheExampleSaysIt() throws IOException {
        Path root = RealData.root("brats_space_tcga_lgg");
        Ingested ingested = Ingested.of(example("brats"), 1, root, temp);

        assertThat(ingested.images().classes()).isEqualTo(4);
        assertThat(ingested.annotations().annotators()).hasSize(5);
        ImageSet images = ingested.images();
        AnnotationSet annotations = ingested.annotations();
        int tumour = 0;
        for (int image = 0; image < images.size(); image++) {
            if (images.item(image).caseId().equals("TCGA-DU-7294")) {
                tumour += agreed(annotations.maps(image));
            }
        }
        assertThat(tumour).isEqualTo(24188);
    }

    private static int agreed(List<Optional<LabelMap>> given) {
        int pixels = 0;
        List<LabelMap> maps = given.stream().map(Optional::orElseThrow).toList();
        for (int pixel = 0; pixel < maps.getFirst().size(); pixel++) {
            int[] votes = new int[4];
            for (LabelMap map : maps) {
                votes[map.at(pixel)]++;
            }
            pixels += votes[1] >= 3 || votes[2] >= 3 || votes[3] >= 3 ? 1 : 0;
        }
        return pixels;
    }

    /// The data set of an example experiment.
    private static DatasetSpec example(String name) throws IOException {
        String yaml = Files.readString(Path.of("..", "experiments", name + ".yaml"));
        Map<?, ?> spec = (Map<?, ?>) Trees.yaml(yaml, name);
        return RecordFormat.read(DatasetSpec.class, spec.get("dataset"));
    }

    private List<String> ids(String yaml) {
        return ingest(yaml).images().items().stream().map(Item::id).toList();
    }

    private Ingested ingest(String yaml) {
        return Ingested.of(yaml, temp, temp);
    }

    private String refusal(String yaml) {
        return Refused.message(() -> ingest(yaml));
    }

    private void write(String name, byte[] bytes) {
        try {
            Files.write(set.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] volume(IntUnaryOperator voxels) {
        return volume(X, voxels);
    }

    /// 16-bit voxels of 1 x 1 x 3 mm.
    private static byte[] volume(int width, IntUnaryOperator voxels) {
        int count = width * Y * Z;
        return NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN)
                .shape(width, Y, Z)
                .type(4, 16)
                .spacing(1, 1, 1, 3)
                .with(2 * count, buffer -> {
                    for (int voxel = 0; voxel < count; voxel++) {
                        buffer.putShort((short) voxels.applyAsInt(voxel));
                    }
                });
    }

    private static float[] floats(String text) {
        String[] parts = text.split(" ");
        float[] floats = new float[parts.length];
        for (int index = 0; index < parts.length; index++) {
            floats[index] = Float.parseFloat(parts[index]);
        }
        return floats;
    }
}
