package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.LabelSet;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.work.LocalWorkshop;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuseStageTest {

    private static final FusionSpec.Staple STAPLE = new FusionSpec.Staple(1000, 0, 1, false);
    private static final FusionSpec.Staple POOLED = new FusionSpec.Staple(1000, 0, 1, true);

    private static final FusionSpec.Staple OPTIONS = new FusionSpec.Staple(
            1000,
            0,
            1,
            false,
            Optional.of(FusionSpec.Prior.VOXEL_WISE),
            Optional.of(new FusionSpec.BetaPrior(5, 1.5)),
            Optional.of(new FusionSpec.MarkovField(0.5)));

    private DirectoryStore store;
    private LocalWorkshop workshop;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = new DirectoryStore(folder);
        workshop = new LocalWorkshop(store);
    }

    /// If this moves and you meant it, raise the stage's revision in `StageName` and paste the new digest.
    @Test
    void theSameAnnotationsStillMakeTheSameBytes() {
        assertThat(fuse(new FusionSpec.Mean()))
                .hasToString("cdad39445523117ef0d132666848ec14c79d4ba9c83329b2810c675b1b96ad92");
        assertThat(fuse(new FusionSpec.MajorityVote()))
                .hasToString("1d3c022d155473cbdd928f2b986417556ca9c75c4cb2b85c73d61e43c62fa535");
        assertThat(fuse(STAPLE)).hasToString("1f3d54d4f41d9cf7fcf4d2bda6772e02dfa967987dbfcc8af7221eac8ce9bd98");
        assertThat(fuse(POOLED)).hasToString("0c2001b6e2c6c15923479e632d42b806a48794950139a8d94651d870cd564573");
        assertThat(fuse(new FusionSpec.HierarchicalVote(List.of(), false)))
                .hasToString("78a75d3286cbe545727f4ac1370c761641a44eab82387171b37ec24cbd7cd9e1");
        assertThat(fuse(OPTIONS))
                .hasToString("e330929013ccb4de95f5a0d7e50ecbab8ac55b193a50169e331e9ac94f19b08e");
        assertThat(fuse(new FusionSpec.SpatialStaple(1, 2, 20, 1e-5)))
                .hasToString("eb011e013aa67b94f1c843c9de82708c24facef4620bccf79405e26dd00573a0");
        assertThat(fuse(new FusionSpec.Collate(0.99, 1000, 1e-6, false)))
                .hasToString("2b5f2af10b505391512a33b4fb0ef2d19052f904ae8870624835a1917c6c7e3d");
        assertThat(fuse(new FusionSpec.Collate(0.99, 1000, 1e-6, true)))
                .hasToString("4f704072f0ecb547ce8c1ed715a7478a687a888d3831a3abd858895dbb6107d2");
        assertThat(fuse(new FusionSpec.DawidSkene(1000, 1e-7, false)))
                .hasToString("96e5c8078c913a0fbd07e02fff6e36f4413a20bcd2d038293309b69c145da09d");
        assertThat(fuse(new FusionSpec.DawidSkene(1000, 1e-7, true)))
                .hasToString("0e6193e87799afeb3ed95bd46ae9f3a47966245d71c145296a42ec7ea23ea7d1");
    }

    @Test
    void anImageNobodyLabelledIsUndecidedAndSaidSo() {
        LabelSet labels = labels(STAPLE);

        assertThat(labels.map(2)).isEqualTo(LabelMap.background(4, 4));
        assertThat(labels.probabilities(2)).containsOnly(0.5f);
        assertThat(reliability(STAPLE)).containsEntry("unlabelled", List.of(2));
        assertThat(list(reliability(STAPLE), "images").get(2)).isNull();
        assertThat(make(STAPLE, annotations()).summary()).containsEntry("unlabelled", 1);
    }

    @Test
    void matricesStandPerImageAndAreNullForTheAbsent() {
        List<?> second = list((Map<?, ?>) list(reliability(STAPLE), "images").get(1), "annotators");

        assertThat(((Map<?, ?>) second.get(0)).get("confusion")).isNotNull();
        assertThat(((Map<?, ?>) second.get(1)).get("confusion")).isNull();
    }

    @Test
    void theSummaryOfAnAnnotatorIsOverAllImages() {
        Map<?, ?> first = (Map<?, ?>) list(reliability(STAPLE), "annotators").getFirst();

        assertThat(first.get("name")).isEqualTo("ada");
        assertThat(first.get("images")).isEqualTo(2);
        List<?> confusion = list(first, "confusion");
        assertThat(first.get("specificity")).isEqualTo(((List<?>) confusion.get(0)).get(0));
        assertThat(first.get("sensitivity")).isEqualTo(((List<?>) confusion.get(1)).get(1));
        assertThat(((Map<?, ?>) list(reliability(STAPLE), "annotators").get(1)).get("images")).isEqualTo(1);
    }

    @Test
    void pooledMatricesStandOnce() {
        assertThat(reliability(POOLED)).doesNotContainKey("images").containsEntry("pooled", true);
    }

    @Test
    void votingEstimatesNobody() {
        assertThat(reliability(new FusionSpec.MajorityVote()))
                .containsOnlyKeys("method", "classes", "unlabelled", "annotators")
                .containsEntry("method", "majority-vote");
    }

    @Test
    void collateTellsTheShareOfEasyPixels() {
        assertThat(reliability(new FusionSpec.Collate(0.99, 1000, 1e-6, true)))
                .containsKeys("consensus", "prior")
                .containsEntry("pooled", true);
        List<?> images = list(reliability(new FusionSpec.Collate(0.99, 1000, 1e-6, false)), "images");
        assertThat(((Map<?, ?>) images.getFirst()).get("consensus")).isInstanceOf(Double.class);
        assertThat(reliability(STAPLE)).doesNotContainKey("consensus");
    }

    @Test
    void aLabelThatNoRegionHoldsIsAProblem() {
        Digest annotations = annotations(Map.of("classes", 3), List.of(List.of(Optional.of(stripes(3)))));

        assertThatThrownBy(() -> make(new FusionSpec.HierarchicalVote(List.of(2), false), annotations))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("label 1 lies in no region");
    }

    @Test
    void nobodyLabelledAnything() {
        Digest annotations = annotations(Map.of(), List.of(List.of(Optional.empty(), Optional.empty())));

        for (FusionSpec method : List.of(
                new FusionSpec.Mean(), STAPLE, POOLED, OPTIONS, new FusionSpec.DawidSkene(1000, 1e-7, true))) {
            LabelSet labels = LabelSet.of(store.artefact(
                    make(method, annotations).outputs().get(Role.LABELS)));
            assertThat(labels.probabilities(0)).containsOnly(0.5f);
        }
    }

    @Test
    void classesAreTheMakersOrElseThoseInUse() {
        List<List<Optional<LabelMap>>> binary = List.of(List.of(Optional.of(stripes(2))));
        List<List<Optional<LabelMap>>> four = List.of(List.of(Optional.of(stripes(4))));

        assertThat(classes(annotations(Map.of("classes", 3), binary))).isEqualTo(3);
        assertThat(classes(annotations(Map.of(), binary))).isEqualTo(2);
        assertThat(classes(annotations(Map.of(), four))).isEqualTo(4);
    }

    @Test
    void aGoldStandardHoldsTheFusedMapsAndNothingElse() {
        Digest annotations = annotations();
        Made made = new FuseStage().make(
                new StageSpec.Fuse(STAPLE, Optional.of(StageSpec.Product.TRUTH)),
                new Inputs(store, Map.of(Role.ANNOTATIONS, annotations)), workshop);
        assertThat(made.outputs()).containsOnlyKeys(Role.TRUTH);
        TruthSet truth = TruthSet.of(store.artefact(made.outputs().get(Role.TRUTH)));
        LabelSet labels = LabelSet.of(store.artefact(make(STAPLE, annotations).outputs().get(Role.LABELS)));
        for (int image = 0; image < labels.size(); image++) {
            assertThat(truth.map(image)).isEqualTo(labels.map(image));
        }
    }

    private int classes(Digest annotations) {
        return LabelSet.of(store.artefact(
                make(STAPLE, annotations).outputs().get(Role.LABELS)))
                .classes();
    }

    @Test
    void aLabelOutsideTheClassesIsAProblem() {
        Digest annotations = annotations(Map.of("classes", 3), List.of(List.of(Optional.of(stripes(4)))));

        assertThatThrownBy(() -> make(STAPLE, annotations))
                .isInstanceOf(ProblemException.class)
                .hasMessageEndingWith("at image 0, annotator ada: label 3 is outside the 3 classes, 0 to 2");
    }

    private Digest fuse(FusionSpec method) {
        return make(method, annotations()).outputs().get(Role.LABELS);
    }

    private LabelSet labels(FusionSpec method) {
        return LabelSet.of(store.artefact(fuse(method)));
    }

    private Map<String, Object> reliability(FusionSpec method) {
        @SuppressWarnings("unchecked")
        Map<String, Object> reliability = (Map<String, Object>) labels(method).reliability();
        return reliability;
    }

    private static List<?> list(Map<?, ?> table, String name) {
        return (List<?>) table.get(name);
    }

    private Made make(FusionSpec method, Digest annotations) {
        return new FuseStage()
                .make(new StageSpec.Fuse(method), new Inputs(store, Map.of(Role.ANNOTATIONS, annotations)), workshop);
    }

    /// Three images and three annotators; one does not look at the second image, nobody at the third.
    private Digest annotations() {
        LabelMap square = LabelMap.generate(4, 4, pixel -> pixel % 4 % 3 > 0 && pixel / 4 % 3 > 0 ? 1 : 0);
        LabelMap half = LabelMap.generate(4, 4, pixel -> pixel / 8);
        return annotations(
                Map.of("classes", 2),
                List.of(
                        List.of(Optional.of(square), Optional.of(half), Optional.of(square)),
                        List.of(Optional.of(half), Optional.empty(), Optional.of(stripes(2))),
                        List.of(Optional.empty(), Optional.empty(), Optional.empty())));
    }

    private static LabelMap stripes(int classes) {
        return LabelMap.generate(4, 4, pixel -> pixel % classes);
    }

    private Digest annotations(Map<String, Object> attributes, List<List<Optional<LabelMap>>> images) {
        List<Map<String, Object>> rows = List.of("ada", "ben", "cay").subList(0, images.getFirst().size()).stream()
                .map(name -> Map.<String, Object>of("name", name))
                .toList();
        ArtefactWriter artefact = workshop.artefact(AnnotationSet.KIND, 1);
        attributes.forEach(artefact::attribute);
        try (AnnotationSet.Writer writer = AnnotationSet.write(artefact, images.size(), rows.size(), 4, 4)) {
            images.forEach(writer::add);
            return writer.commit(rows);
        }
    }
}
