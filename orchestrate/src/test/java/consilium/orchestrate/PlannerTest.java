package consilium.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.plan.EngineSpec;
import consilium.kernel.plan.Plan;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.spec.ExperimentSpec;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.TrainingSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {

    /// Readers and no truth.
    private static final String READERS = """
            name: readers
            dataset:
              kind: annotator-folders
              path: somewhere
              image: images
              annotators: [{name: anna, folder: anna}, {name: ben, folder: ben}]
            annotations: {recorded: true, labelsPerImage: one}
            goldStandard: {kind: staple}
            methods:
              net: {kind: cnn, fusion: {kind: staple}}
            """;

    private static final ExperimentSpec SPEC = Specs.read(Specs.ALL_METHODS);
    private static final Plan PLAN = new Planner().plan(SPEC, Specs.ENGINE);

    @Test
    void thePlanOfEveryMethodIsTheGoldenOne() throws IOException {
        try (InputStream golden = PlannerTest.class.getResourceAsStream("plan.txt")) {
            assertThat(text(PLAN)).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void dataAndAnnotatorsAreMadeOnce() {
        assertThat(of(StageName.INGEST)).hasSize(1);
        assertThat(of(StageName.SIMULATE)).hasSize(1);
    }

    @Test
    void methodsWithTheSameFusionShareIt() {
        assertThat(of(StageName.FUSE)).extracting(Step::id)
                .containsExactly("ingest/simulate/fuse-majority-vote", "ingest/simulate/fuse-staple");
    }

    @Test
    void everyLearningMethodIsTrainedOncePerRepeat() {
        assertThat(of(StageName.TRAIN)).hasSize(3 * 2);
    }

    @Test
    void everyTrainingAndEveryFusionMethodIsScored() {
        assertThat(of(StageName.EVALUATE)).hasSize(3 * 2 + 2);
    }

    @Test
    void onlyMethodsOfTheGateAreOffered() {
        assertThat(of(StageName.DEPLOY)).extracting(step -> step.method().orElseThrow()).containsExactly("ours",
                "ours");
        assertThat(of(StageName.DEPLOY)).extracting(step -> ((StageSpec.Deploy) step.spec()).name())
                .containsOnly("everything-ours");
    }

    @Test
    void aGateWithoutMethodsIsEveryLearningMethods() {
        String spec = Specs.ALL_METHODS.replace(", methods: [ours]", "");
        assertThat(of(new Planner().plan(Specs.read(spec), Specs.ENGINE), StageName.DEPLOY)).hasSize(3 * 2);
    }

    @Test
    void withoutAGateNothingIsDeployed() {
        String spec = Specs.ALL_METHODS.replaceAll("gate: .*", "");
        assertThat(of(new Planner().plan(Specs.read(spec), Specs.ENGINE), StageName.DEPLOY)).isEmpty();
    }

    @Test
    void idsAreUniqueAndBeginWithTheirParents() {
        List<String> ids = PLAN.steps().map(Step::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
        PLAN.steps()
                .forEach(step -> assertThat(step.children()).allMatch(child -> child.id().startsWith(step.id() + "/")));
    }

    @Test
    void namesThatEndInNumbersDoNotCollide() {
        String spec = Specs.ALL_METHODS.replace("oracle:", "ours-1:").replace("repeats: 2", "repeats: 12");
        List<String> ids = new Planner().plan(Specs.read(spec), Specs.ENGINE).steps().map(Step::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void twoFusionsOfOneKindAreToldApartByTheMethodThatUsesThem() {
        String spec = Specs.ALL_METHODS.replace(
                "staple-cnn: {kind: cnn, fusion: {kind: staple}}",
                "pooled: {kind: cnn, fusion: {kind: staple, pooled: true}}");
        assertThat(of(new Planner().plan(Specs.read(spec), Specs.ENGINE), StageName.FUSE))
                .extracting(Step::id)
                .containsExactly(
                        "ingest/simulate/fuse-majority-vote",
                        "ingest/simulate/fuse-staple-pooled",
                        "ingest/simulate/fuse-staple-staple");
    }

    @Test
    void annotatorsAreSimulatedOnlyWhenThereIsSomethingToSimulate() {
        ExperimentSpec recorded = Specs.read(
                """
                        name: recorded
                        dataset:
                          kind: annotator-folders
                          path: somewhere
                          image: images
                          truth: {folder: truth}
                          annotators: [{name: a, folder: a}]
                        annotations: {recorded: true}
                        methods:
                          mean: {kind: fusion, fusion: {kind: mean}}
                        """);
        assertThat(new Planner().plan(recorded, Specs.ENGINE).steps().map(Step::id))
                .containsExactly("ingest", "ingest/fuse-mean", "ingest/fuse-mean/evaluate-mean");
    }

    @Test
    void withoutTheTruthConsensusIsMadeAndNotScored() {
        ExperimentSpec recorded = Specs.read(
                """
                        name: readers
                        dataset:
                          kind: annotator-zips
                          train: readers.zip
                          image: images
                          annotators: [{name: a, folder: a}, {name: b, folder: b}]
                          blankMeans: did-not-look
                        annotations: {recorded: true}
                        methods:
                          mean: {kind: fusion, fusion: {kind: mean}}
                          staple: {kind: fusion, fusion: {kind: staple}}
                        """);
        Plan plan = new Planner().plan(recorded, Specs.ENGINE);

        assertThat(plan.steps().map(Step::id)).containsExactly("ingest", "ingest/fuse-mean", "ingest/fuse-staple");
        assertThat(plan.leaves()).extracting(Step::stage).containsOnly(StageName.FUSE);
        plan.roots().forEach(root -> assertInputsAreMade(root, Set.of()));
        assertThat(RolesMade.by(plan.roots().getFirst().spec())).containsExactly(Role.IMAGES, Role.ANNOTATIONS);
    }

    @Test
    void repeatsTrainWithSeedsCountedFromTheSpecs() {
        assertThat(of(StageName.TRAIN).stream()
                .filter(step -> step.method().orElseThrow().equals("ours"))
                .map(step -> ((StageSpec.Train) step.spec()).seed()))
                .containsExactly(7L, 8L);
    }

    @Test
    void seedsAreCountedOnFromZeroAfterTheGreatest() {
        ExperimentSpec spec = Specs.read(Specs.ALL_METHODS.replace("seed: 7", "seed: 9007199254740991"));
        assertThat(of(new Planner().plan(spec, Specs.ENGINE), StageName.TRAIN).stream()
                .map(step -> ((StageSpec.Train) step.spec()).seed())
                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(9007199254740991L, 0L);
    }

    @Test
    void autoIsTheEnginesDevice() {
        StageSpec.Train onGpu = firstTraining(SPEC, new EngineSpec("pytorch", "2.7.1", "gpu", 1));
        assertThat(onGpu.engine().device()).isEqualTo("gpu");
        assertThat(onGpu.training().device()).isEqualTo(TrainingSpec.Device.GPU);
    }

    @Test
    void askingForTheDeviceThatAutoStandsForIsTheSameTraining() {
        ExperimentSpec named = Specs.read(Specs.ALL_METHODS + "training: {device: cpu}\n");
        assertThat(firstTraining(named, Specs.ENGINE)).isEqualTo(firstTraining(SPEC, Specs.ENGINE));
    }

    @Test
    void aDeviceAskedForOutweighsTheEngines() {
        ExperimentSpec named = Specs.read(Specs.ALL_METHODS + "training: {device: gpu}\n");
        assertThat(firstTraining(named, Specs.ENGINE).engine().device()).isEqualTo("gpu");
    }

    @Test
    void threadsAreTheSpecs() {
        ExperimentSpec spec = Specs.read(Specs.ALL_METHODS + "training: {threads: 2}\n");
        assertThat(firstTraining(spec, Specs.ENGINE).engine().threads()).isEqualTo(2);
    }

    /// Priority, limits, retries and time-outs change no answer, so no slice and with it no recipe.
    @Test
    void howStepsAreDoneChangesNoRecipe() {
        ExperimentSpec hurried = Specs.read(Specs.ALL_METHODS + """
                execution:
                  priority: urgent
                  stages:
                    fuse: {concurrency: 3}
                    train: {attempts: 2, backoff: 1m, timeout: 2h}
                """);
        assertThat(hurried.execution()).isPresent();
        assertThat(new Planner().plan(hurried, Specs.ENGINE)).isEqualTo(PLAN);
    }

    @Test
    void theOrderOfTheMethodsIsOfNoConsequence() {
        Map<String, MethodSpec> reversed = new LinkedHashMap<>();
        SPEC.methods().keySet().stream().toList().reversed()
                .forEach(name -> reversed.put(name, SPEC.methods().get(name)));
        ExperimentSpec other = new ExperimentSpec(
                SPEC.name(),
                SPEC.description(),
                SPEC.seed(),
                SPEC.dataset(),
                SPEC.annotations(),
                reversed,
                SPEC.training(),
                SPEC.evaluation(),
                SPEC.repeats(),
                SPEC.gate(),
                SPEC.goldStandard());
        assertThat(new Planner().plan(other, Specs.ENGINE)).isEqualTo(PLAN);
    }

    @Test
    void theTruthIsReadBySimulationEvaluationAndTheUpperBoundAlone() {
        Set<String> readers = PLAN.steps()
                .filter(step -> step.spec().reads().contains(Role.TRUTH))
                .map(step -> step.stage() == StageName.TRAIN ? "train " + step.method().orElseThrow()
                        : step.stage().label())
                .collect(Collectors.toSet());
        assertThat(readers).containsExactlyInAnyOrder("simulate", "train oracle", "evaluate");
    }

    @Test
    void everyInputIsMadeByAStepAbove() {
        PLAN.roots().forEach(root -> assertInputsAreMade(root, Set.of()));
    }

    @Test
    void everyStepIsHeardOfByItsStage() {
        PLAN.roots().forEach(PlannerTest::assertChildrenAreHeardOf);
        new Planner().plan(Specs.read(READERS), Specs.ENGINE).roots().forEach(PlannerTest::assertChildrenAreHeardOf);
        new Planner().plan(Specs.read(READERS.replace(", labelsPerImage: one", "")), Specs.ENGINE).roots()
                .forEach(PlannerTest::assertChildrenAreHeardOf);
    }

    private static void assertChildrenAreHeardOf(Step step) {
        for (Step child : step.children()) {
            assertThat(child.stage().follows()).as("%s after %s", child.id(), step.id())
                    .contains(step.stage().announces());
            assertChildrenAreHeardOf(child);
        }
    }

    @Test
    void aGoldStandardStandsBetweenIngestAndEverythingElse() {
        Plan plan = new Planner().plan(Specs.read(READERS), Specs.ENGINE);
        assertThat(plan.steps().map(Step::id).limit(4)).containsExactly(
                "ingest",
                "ingest/fuse-gold-standard",
                "ingest/fuse-gold-standard/simulate",
                "ingest/fuse-gold-standard/simulate/fuse-staple");
        plan.roots().forEach(root -> assertInputsAreMade(root, Set.of()));
        assertThat(plan.steps().map(step -> step.spec().reads().contains(Role.TRUTH) ? step.stage() : null)
                .filter(java.util.Objects::nonNull).distinct()).containsExactly(StageName.EVALUATE);
    }

    private static void assertInputsAreMade(Step step, Set<String> above) {
        assertThat(above).as("made above %s", step.id()).containsAll(step.spec().reads());
        Set<String> made = new HashSet<>(above);
        made.addAll(RolesMade.by(step.spec()));
        step.children().forEach(child -> assertInputsAreMade(child, made));
    }

    private static StageSpec.Train firstTraining(ExperimentSpec spec, EngineSpec engine) {
        return (StageSpec.Train) of(new Planner().plan(spec, engine), StageName.TRAIN).getFirst().spec();
    }

    private static List<Step> of(StageName stage) {
        return of(PLAN, stage);
    }

    private static List<Step> of(Plan plan, StageName stage) {
        return plan.steps().filter(step -> step.stage() == stage).toList();
    }

    private static String text(Plan plan) {
        return plan.steps()
                .map(step -> step.id() + "  reads " + step.spec().reads()
                        + step.method().map(name -> "  " + name + " " + step.repeat()).orElse(""))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
