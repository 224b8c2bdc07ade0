package consilium.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.AnnotationsSpec;
import consilium.kernel.spec.AnnotationsSpec.LabelsPerImage;
import consilium.kernel.spec.AnnotatorSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.work.LocalWorkshop;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateStageTest {

    private static final int SIDE = 16;
    private static final int IMAGES = 12;

    private static final List<AnnotatorSpec> PAPER = List.of(
            new AnnotatorSpec.Good("good"),
            new AnnotatorSpec.Over("over", 0.7),
            new AnnotatorSpec.Under("under", 0.7),
            new AnnotatorSpec.Wrong("wrong", 3, 1.5, 0.5),
            new AnnotatorSpec.Blank("blank"));

    private DirectoryStore store;
    private LocalWorkshop workshop;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = new DirectoryStore(folder);
        workshop = new LocalWorkshop(store);
    }

    /// If this moves and you meant it, raise the stage's revision in `StageName` and paste the new digest.
    @Test
    void theSameTruthStillMakesTheSameBytes() {
        assertThat(digest(simulate(new AnnotationsSpec(false, PAPER, LabelsPerImage.ALL), 1)))
                .hasToString("d4d57d1e176f308dbb3dbf9761a8bf4a8f822f9de1c396aabe5b97af7ff0065f");
        assertThat(digest(simulate(new AnnotationsSpec(true, PAPER, LabelsPerImage.ONE), 1)))
                .hasToString("fdc2911a8585b616e411e20d4bd230e752fc0779828b9a4dcd60db10cb84a108");
    }

    @Test
    void everyAnnotatorDrawsEveryImage() {
        AnnotationSet set = set(new AnnotationsSpec(false, PAPER, LabelsPerImage.ALL), 1);

        assertThat(set.annotators()).containsExactly("good", "over", "under", "wrong", "blank");
        for (int image = 0; image < IMAGES; image++) {
            assertThat(set.map(image, 0)).contains(truth(image));
            assertThat(set.map(image, 4)).contains(LabelMap.background(SIDE, SIDE));
            assertThat(set.maps(image)).allMatch(Optional::isPresent);
        }
    }

    @Test
    void diceAgainstTheTruthIsToldOfEach() {
        Made made = simulate(new AnnotationsSpec(false, PAPER, LabelsPerImage.ALL), 1);
        Map<String, Double> dice = dice(AnnotationSet.of(store.artefact(digest(made))));

        assertThat(dice.get("good")).isOne();
        assertThat(dice.get("over")).isBetween(0.5, 0.9);
        assertThat(dice.get("under")).isBetween(0.1, 0.9);
        // Three cuts through the middle of a disk of 3 to 5 pixels' radius leave little of it.
        assertThat(dice.get("wrong")).isBetween(0.3, 0.95);
        // The one image without a lesion is the one where blank is right.
        assertThat(dice.get("blank")).isEqualTo(1.0 / IMAGES);
        assertThat(made.summary()).containsEntry("images", IMAGES).containsKey("annotators");
    }

    @Test
    void oneLabelPerImageIsForLearningOnly() {
        AnnotationSet set = set(new AnnotationsSpec(false, PAPER, LabelsPerImage.ONE), 1);

        Set<Integer> chosen = new HashSet<>();
        for (int image = 0; image < IMAGES; image++) {
            int at = image;
            int[] present = IntStream.range(0, PAPER.size())
                    .filter(annotator -> set.present(at, annotator))
                    .toArray();
            assertThat(present).hasSize(split(image) == Split.TEST ? PAPER.size() : 1);
            chosen.add(present[0]);
        }
        assertThat(chosen).hasSizeGreaterThan(1);
    }

    /// So that adding an annotator, or dropping a map, changes nobody else's.
    @Test
    void aMapHangsOnImageAndAnnotatorAlone() {
        AnnotationSet all = set(new AnnotationsSpec(false, PAPER, LabelsPerImage.ALL), 1);
        AnnotationSet alone = set(new AnnotationsSpec(false, PAPER.subList(3, 4), LabelsPerImage.ALL), 1);
        AnnotationSet other = set(new AnnotationsSpec(false, PAPER.subList(3, 4), LabelsPerImage.ALL), 2);

        boolean differs = false;
        for (int image = 0; image < IMAGES; image++) {
            assertThat(alone.map(image, 0)).isEqualTo(all.map(image, 3));
            differs |= !other.map(image, 0).equals(alone.map(image, 0));
        }
        assertThat(differs).isTrue();
    }

    @Test
    void recordedAnnotationsComeFirst() {
        AnnotationSet set = set(new AnnotationsSpec(true, PAPER.subList(4, 5), LabelsPerImage.ALL), 1);

        assertThat(set.annotators()).containsExactly("ada", "ben", "blank");
        assertThat(set.map(0, 0)).contains(truth(1));
        assertThat(set.map(0, 1)).isEmpty();
        assertThat(((Map<?, ?>) set.annotatorRows().getFirst()).get("kind")).isEqualTo("recorded");
        assertThat(((Map<?, ?>) set.annotatorRows().getFirst()).get("years")).isEqualTo(12);
    }

    @Test
    void ofRecordedAnnotationsOneIsKeptOfThoseThatAreThere() {
        AnnotationSet set = set(new AnnotationsSpec(true, List.of(), LabelsPerImage.ONE), 1);

        for (int image = 0; image < IMAGES; image++) {
            assertThat(set.present(image, 0)).isTrue();
            assertThat(set.present(image, 1)).isFalse();
        }
        assertThat(((Map<?, ?>) set.annotatorRows().getFirst()).get("dice")).isNull();
    }

    @Test
    void theNumberOfClassesIsPassedOn() {
        Made made = simulate(new AnnotationsSpec(false, PAPER, LabelsPerImage.ALL), 1);

        assertThat(store.artefact(digest(made)).manifest().attributes()).containsEntry("classes", 2);
    }

    @Test
    void moreThanTwoClassesCannotBeSimulated() {
        assertThatThrownBy(() -> make(new AnnotationsSpec(false, PAPER, LabelsPerImage.ALL), 1, 4))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "annotations.simulated: \"over\" draws one kind of object, so 2 classes, or a target among more"
                                + " (target: 1 to 3); there are 4 classes and no target");
    }

    @Test
    void ofSeveralClassesOneIsTheTarget() {
        AnnotationsSpec spec = new AnnotationsSpec(
                false, PAPER, LabelsPerImage.ALL, Optional.of(1), Optional.empty());

        assertThat(digest(make(spec, 1, 4))).isNotNull();
        AnnotationsSpec beyond = new AnnotationsSpec(
                false, PAPER, LabelsPerImage.ALL, Optional.of(4), Optional.empty());
        assertThatThrownBy(() -> make(beyond, 1, 4))
                .hasMessage("annotations.simulated: the target is class 4; the classes are 0 to 3");
    }

    /// The canary: what methods are to find is written beside what was drawn.
    @Test
    void aMatrixThatLabelsAreDrawnByIsWrittenAsTheLevelMakesIt() {
        List<AnnotatorSpec> annotators =
                List.of(new AnnotatorSpec.Confusion("anna", List.of(List.of(0.9, 0.4), List.of(0.1, 0.6)), 0));
        AnnotationsSpec spec = new AnnotationsSpec(
                false, annotators, LabelsPerImage.ALL, Optional.empty(), Optional.of(0.5));

        AnnotationSet set = set(spec, 1);

        Map<?, ?> row = (Map<?, ?>) set.annotatorRows().getFirst();
        assertThat(row.get("kind")).isEqualTo("confusion");
        assertThat(row.get("confusion")).isEqualTo(List.of(List.of(0.95, 0.2), List.of(0.05, 0.8)));
    }

    @Test
    void aMatrixHasAsManyClassesAsTheDataSet() {
        List<AnnotatorSpec> annotators =
                List.of(new AnnotatorSpec.Confusion("anna", List.of(List.of(0.9, 0.4), List.of(0.1, 0.6)), 0));

        assertThatThrownBy(() -> make(new AnnotationsSpec(false, annotators, LabelsPerImage.ALL), 1, 3))
                .hasMessage("annotations.simulated: the matrix of \"anna\" has 2 classes; there are 3");
    }

    @Test
    void aSimulatedAnnotatorHasANameOfItsOwn() {
        AnnotationsSpec spec =
                new AnnotationsSpec(true, List.of(new AnnotatorSpec.Good("ben")), LabelsPerImage.ALL);

        assertThatThrownBy(() -> simulate(spec, 1))
                .hasMessage("annotations.simulated: \"ben\" is the name of a recorded annotator; recorded are ada,"
                        + " ben");
    }

    @Test
    void thereAreAnnotators() {
        assertThatThrownBy(() -> simulate(new AnnotationsSpec(false, List.of(), LabelsPerImage.ONE), 1))
                .hasMessage("annotations: there must be annotators: set recorded to true, or simulate some");
    }

    private static Map<String, Double> dice(AnnotationSet set) {
        Map<String, Double> dice = new HashMap<>();
        for (Object row : set.annotatorRows()) {
            Map<?, ?> map = (Map<?, ?>) row;
            dice.put((String) map.get("name"), ((Number) map.get("dice")).doubleValue());
        }
        return dice;
    }

    private AnnotationSet set(AnnotationsSpec annotations, long seed) {
        return AnnotationSet.of(store.artefact(digest(simulate(annotations, seed))));
    }

    private static Digest digest(Made made) {
        return made.outputs().get(Role.ANNOTATIONS);
    }

    private Made simulate(AnnotationsSpec annotations, long seed) {
        return make(annotations, seed, 2);
    }

    private Made make(AnnotationsSpec annotations, long seed, int classes) {
        StageSpec.Simulate slice = new StageSpec.Simulate(annotations, seed);
        Map<String, Digest> inputs = new HashMap<>(
                Map.of(Role.IMAGES, images(classes), Role.TRUTH, truths(), Role.ANNOTATIONS, recorded()));
        inputs.keySet().retainAll(slice.reads());
        return new SimulateStage().make(slice, new Inputs(store, inputs), workshop);
    }

    private Digest images(int classes) {
        List<Item> items = IntStream.range(0, IMAGES)
                .mapToObj(image -> new Item("image-" + image, "case-" + image, split(image)))
                .toList();
        try (ImageSet.Writer writer =
                ImageSet.write(workshop.artefact(ImageSet.KIND, 1), items, classes, 1, SIDE, SIDE)) {
            for (int image = 0; image < IMAGES; image++) {
                writer.add(new float[SIDE * SIDE]);
            }
            return writer.commit();
        }
    }

    private static Split split(int image) {
        return image < 8 ? Split.TRAIN : image < 10 ? Split.VALIDATION : Split.TEST;
    }

    private Digest truths() {
        try (TruthSet.Writer writer = TruthSet.write(workshop.artefact(TruthSet.KIND, 1), IMAGES, SIDE, SIDE)) {
            for (int image = 0; image < IMAGES; image++) {
                writer.add(truth(image));
            }
            return writer.commit();
        }
    }

    /// A disk; none on the third image.
    private static LabelMap truth(int image) {
        return image == 2 ? LabelMap.background(SIDE, SIDE) : Shapes.disk(SIDE, 7, 8, 3 + 0.2 * image);
    }

    /// Ada draws the next image's truth, Ben looks at none.
    private Digest recorded() {
        try (AnnotationSet.Writer writer =
                AnnotationSet.write(workshop.artefact(AnnotationSet.KIND, 1), IMAGES, 2, SIDE, SIDE)) {
            for (int image = 0; image < IMAGES; image++) {
                writer.add(List.of(Optional.of(truth(image + 1)), Optional.empty()));
            }
            return writer.commit(List.of(Map.of("name", "ada", "years", 12), Map.of("name", "ben")));
        }
    }
}
