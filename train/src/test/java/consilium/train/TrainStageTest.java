package consilium.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.dataset.PredictionSet;
import consilium.kernel.dataset.Split;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.spec.MatrixSpec;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.TrainingSpec;
import consilium.kernel.stage.CancelledException;
import consilium.kernel.stage.Made;
import consilium.networks.Architecture;
import consilium.networks.Parameters;
import consilium.networks.Prediction;
import consilium.networks.Segmenter;
import consilium.networks.TensorEngine;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.work.LocalWorkshop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainStageTest {

    private static final EngineSpec ENGINE = new EngineSpec("pytorch", "2.7.1", "cpu", 1);
    private static final MethodSpec MATRICES = new MethodSpec.ConfusionMatrices(0.1, 3, 1, 1);
    private static final MethodSpec JOINT = new MethodSpec.JointEstimation(0.125, 1);

    @TempDir
    Path folder;

    private final TrainStage stage = new TrainStage();
    private DirectoryStore store;
    private Phantoms phantoms;

    @BeforeEach
    void makePhantoms() {
        store = new DirectoryStore(folder);
        phantoms = new Phantoms(store, 24);
    }

    @Test
    void truthIsLearnedFromAnnotatorsWhoDisagree() {
        Made made = make(spec(MATRICES, training(16, 0, 100)));

        assertThat(dice(made)).isGreaterThan(0.9);
        assertThat(made.summary()).containsEntry("swapped", false).containsEntry("epochs", 16);
    }

    @Test
    void truthIsLearnedFromFusedLabelsAndFromItself() {
        for (MethodSpec method : List.of(new MethodSpec.Cnn(new FusionSpec.MajorityVote()),
                new MethodSpec.CnnOnTruth())) {
            Made made = make(spec(method, training(10, 0, 100)));

            assertThat(dice(made)).isGreaterThan(0.9);
            assertThat(predictions(made).annotators()).isZero();
            assertThat((double) made.summary().get("majorityAgreement")).isGreaterThan(0.9);
        }
    }

    static Stream<MethodSpec> otherMethods() {
        return Stream.of(
                new MethodSpec.CnnOnAllLabels(),
                new MethodSpec.CnnPerAnnotator(),
                new MethodSpec.ProbabilisticUNet(2, 1, 4, 0.005),
                form(new MatrixSpec.Global()),
                form(new MatrixSpec.LowRank(1)),
                new MethodSpec.ConfusionMatrices(0.1, 3, 1, 0, Optional.empty(), Optional.of(false), Optional.empty()),
                released(Optional.empty()),
                new MethodSpec.KnownConfusionMatrices(),
                JOINT);
    }

    @ParameterizedTest
    @MethodSource("otherMethods")
    void resumedTrainingOfEveryOtherMethodIsUndisturbedTraining(MethodSpec method) {
        StageSpec.Train spec = spec(method, training(4, 0, 2));
        List<Long> told = new ArrayList<>();
        LocalWorkshop whole = new LocalWorkshop(store) {
            @Override
            public void progress(long done, long total, String unit, Map<String, Double> figures) {
                if (unit.equals("step")) {
                    told.add(done);
                }
            }
        };
        Made undisturbed = stage.make(spec, phantoms.inputs(spec.reads()), whole);
        int perEpoch = told.size() / 4;

        LocalWorkshop attempt = stoppedAfter(3L * perEpoch);
        assertThatThrownBy(() -> stage.make(spec, phantoms.inputs(spec.reads()), attempt))
                .isInstanceOf(CancelledException.class);
        LocalWorkshop next = new LocalWorkshop(store);
        next.checkpoint(attempt.checkpoint().orElseThrow().digest());
        Made resumed = stage.make(spec, phantoms.inputs(spec.reads()), next);

        assertThat(resumed.outputs()).isEqualTo(undisturbed.outputs());
        assertThat(resumed.summary()).isEqualTo(undisturbed.summary());
    }

    /// Three of four annotators draw too much, too little or nothing: who takes them all for true learns the middle.
    @Test
    void baselinesWithoutMatricesLearnWhatTheAnnotatorsHaveInCommon() {
        for (MethodSpec method : List.of(
                new MethodSpec.CnnOnAllLabels(), new MethodSpec.CnnPerAnnotator(),
                new MethodSpec.ProbabilisticUNet(2, 1, 8, 0.003))) {
            Made made = make(spec(method, wide(12)));

            assertThat(dice(made)).as("%s", method).isGreaterThan(0.7);
            assertThat(made.summary()).containsEntry("swapped", false);
        }
    }

    @Test
    void truthIsLearnedWithMatricesOfEveryForm() {
        for (MatrixSpec form : List.of(new MatrixSpec.Global(), new MatrixSpec.LowRank(1))) {
            Made made = make(spec(form(form), training(16, 0, 100)));

            assertThat(dice(made)).as("%s", form).isGreaterThan(0.85);
            assertThat(predictions(made).annotators()).isEqualTo(Phantoms.ANNOTATORS.size());
        }
    }

    /// The exact annotator's, and the one's who never draws anything.
    @Test
    void everyAnnotatorsOwnNetworkForetellsThem() {
        PredictionSet predictions = predictions(make(spec(new MethodSpec.CnnPerAnnotator(), training(10, 0, 100))));

        assertThat(predictions.annotators()).isZero();
        assertThat(predictions.foretold()).isEqualTo(Phantoms.ANNOTATORS.size());
        int pixels = Phantoms.SIDE * Phantoms.SIDE;
        float[] exact = predictions.said(0, 0);
        LabelMap truth = phantoms.truth().map(predictions.item(0));
        LabelMap foretold = LabelMap.generate(
                Phantoms.SIDE, Phantoms.SIDE, pixel -> exact[pixels + pixel] > exact[pixel] ? 1 : 0);
        assertThat(Masks.dice(foretold, truth)).isGreaterThan(0.9);
        float[] blank = predictions.said(0, 3);
        for (int pixel = 0; pixel < pixels; pixel++) {
            assertThat(blank[pixels + pixel]).isLessThan(0.5f);
        }
    }

    @Test
    void probabilisticNetworksSamplesAreKept() {
        PredictionSet predictions =
                predictions(make(spec(new MethodSpec.ProbabilisticUNet(2, 1, 5, 0.003), wide(12))));

        assertThat(predictions.samples(0)).hasSize(5).allSatisfy(map -> assertThat(map.size())
                .isEqualTo(Phantoms.SIDE * Phantoms.SIDE));
        assertThat(predictions.samples(1)).isNotEqualTo(predictions.samples(0));
    }

    @Test
    void warmUpWithoutLikelihoodTakesAnotherCourse() {
        MethodSpec without = new MethodSpec.ConfusionMatrices(
                0.1, 3, 1, 1, Optional.empty(), Optional.of(false), Optional.empty());
        MethodSpec saidToBeOn = new MethodSpec.ConfusionMatrices(
                0.1, 3, 1, 1, Optional.empty(), Optional.of(true), Optional.empty());

        Map<String, Digest> usual = make(spec(MATRICES, training(2, 0, 100))).outputs();

        assertThat(make(spec(saidToBeOn, training(2, 0, 100))).outputs()).isEqualTo(usual);
        assertThat(make(spec(without, training(2, 0, 100))).outputs()).isNotEqualTo(usual);
    }

    @Test
    void truthAndAnnotatorsAreEstimatedJointly() {
        Made made = make(spec(JOINT, training(16, 0, 100)));

        assertThat(dice(made)).isGreaterThan(0.95);
        assertThat(made.summary()).containsEntry("bestEpoch", 16).containsEntry("swapped", false);
        assertThat(predictions(made).annotators()).isEqualTo(Phantoms.ANNOTATORS.size());
        assertThat(predictions(made).samples(0)).hasSize(4 * Phantoms.ANNOTATORS.size());
    }

    @Test
    void oracleIsGivenTheMatricesAndForetellsThemOfNewImages() {
        StageSpec.Train spec = spec(new MethodSpec.KnownConfusionMatrices(), training(16, 0, 100));
        assertThat(spec.reads()).contains(Role.TRUTH);

        Made made = make(spec);

        assertThat(dice(made)).isGreaterThan(0.95);
        assertThat(predictions(made).annotators()).isEqualTo(Phantoms.ANNOTATORS.size());
    }

    @Test
    void paperAuthorsOwnLossCanBeChosen() {
        Made made = make(spec(released(Optional.empty()), training(2, 0, 100)));
        Made ofLowRank = make(spec(released(Optional.of(new MatrixSpec.LowRank(1))), training(2, 0, 100)));

        assertThat((double) made.summary().get("validationLoss")).isGreaterThan(Math.log(1 + 1 / Math.E));
        assertThat((double) ofLowRank.summary().get("validationLoss")).isGreaterThan(Math.log(1 + 1 / Math.E));
        assertThat(made.outputs()).isNotEqualTo(make(spec(MATRICES, training(2, 0, 100))).outputs());
    }

    @Test
    void predictionsAreOfTheTestImagesAlone() {
        Made made = make(spec(MATRICES, training(1, 0, 100)));

        PredictionSet predictions = predictions(made);
        int[] test = phantoms.images().indices(Split.TEST);
        assertThat(predictions.size()).isEqualTo(test.length);
        for (int i = 0; i < test.length; i++) {
            assertThat(predictions.item(i)).isEqualTo(test[i]);
        }
        assertThat(predictions.annotators()).isEqualTo(Phantoms.ANNOTATORS.size());
    }

    @Test
    void modelHoldsAllThatIsNeededToAnswerAgain() {
        Made made = make(spec(MATRICES, training(2, 0, 100)));

        Artefact model = artefact(made, Role.MODEL);
        Architecture architecture = Architecture.of(model.table("architecture.json"));
        Parameters parameters = Parameters.read(architecture, model.file("parameters.safetensors"), store::parse);
        assertThat(made.summary()).containsEntry("parameters", parameters.count());
        assertThat(architecture.annotators()).isEqualTo(Phantoms.ANNOTATORS);
        int first = predictions(made).item(0);
        try (Segmenter segmenter = new Segmenter(TensorEngine.present(), parameters)) {
            Prediction again = segmenter.predict(phantoms.images().image(first), Phantoms.SIDE, Phantoms.SIDE);
            assertThat(again.probabilities()).containsExactly(predictions(made).probabilities(0));
        }
    }

    @Test
    void sameRecipeMakesTheSameBytes() {
        StageSpec.Train spec = spec(MATRICES, training(2, 0, 100));

        assertThat(make(spec).outputs()).isEqualTo(make(spec).outputs());
    }

    @Test
    void anotherSeedMakesAnotherModel() {
        StageSpec.Train spec = spec(MATRICES, training(1, 0, 100));
        StageSpec.Train other = new StageSpec.Train(spec.method(), spec.training(), spec.engine(), 2);

        assertThat(make(spec).outputs()).isNotEqualTo(make(other).outputs());
    }

    @Test
    void resumedTrainingIsUndisturbedTraining() {
        StageSpec.Train spec = spec(MATRICES, training(5, 0, 2));
        Made undisturbed = make(spec);

        LocalWorkshop attempt = stoppedAfter(14);
        assertThatThrownBy(() -> stage.make(spec, phantoms.inputs(spec.reads()), attempt))
                .isInstanceOf(CancelledException.class);
        assertThat(attempt.checkpoint()).isPresent();
        List<Long> done = new ArrayList<>();
        LocalWorkshop next = new LocalWorkshop(store) {
            @Override
            public void progress(long step, long total, String unit, Map<String, Double> figures) {
                done.add(step);
            }
        };
        next.checkpoint(attempt.checkpoint().orElseThrow().digest());
        Made resumed = stage.make(spec, phantoms.inputs(spec.reads()), next);

        assertThat(done.getFirst()).isEqualTo(9);
        assertThat(resumed.outputs()).isEqualTo(undisturbed.outputs());
        assertThat(resumed.summary()).isEqualTo(undisturbed.summary());
    }

    @Test
    void everyStepIsToldWithItsFigures() {
        List<String> told = new ArrayList<>();
        StageSpec.Train spec = spec(MATRICES, training(2, 0, 100));
        stage.make(spec, phantoms.inputs(spec.reads()), new LocalWorkshop(store) {
            @Override
            public void progress(long done, long total, String unit, Map<String, Double> figures) {
                told.add(done + "/" + total + " " + unit + " " + figures.keySet());
            }
        });

        assertThat(told)
                .startsWith("1/8 step [epoch, loss]", "2/8 step [epoch, loss]", "3/8 step [epoch, loss]")
                .contains("5/8 step [epoch, loss, validationLoss]", "8/8 step [epoch, loss, validationLoss]");
    }

    @Test
    void noEpochOfTheWarmUpIsTheBest() {
        Made made = make(spec(MATRICES, training(5, 0, 100)));

        assertThat((int) made.summary().get("bestEpoch")).isGreaterThan(3);
    }

    @Test
    void trainingEndsWhenPatienceDoes() {
        TrainingSpec hasty = new TrainingSpec(
                new TrainingSpec.Network(2, 2), 60, 4, 1, TrainingSpec.Decay.NONE, 0, true, 3, 100,
                TrainingSpec.Device.CPU, 1);

        Made made = make(spec(new MethodSpec.CnnOnTruth(), hasty));

        assertThat((int) made.summary().get("epochs"))
                .isLessThan(60)
                .isEqualTo((int) made.summary().get("bestEpoch") + 3);
    }

    @Test
    void historySaysHowEveryEpochWentAndNotWhen() {
        Made made = make(spec(MATRICES, training(2, 0, 100)));

        Map<?, ?> history = (Map<?, ?>) artefact(made, Role.MODEL).table("history.json");
        assertThat(history.keySet()).isEqualTo(Set.of("bestEpoch", "epochs", "majorityAgreement", "swapped"));
        assertThat((List<?>) history.get("epochs")).hasSize(2).allSatisfy(row -> assertThat(((Map<?, ?>) row).keySet())
                .isEqualTo(Set.of("epoch", "trainLoss", "trace", "validationLoss")));
    }

    @Test
    void lossThatIsNoNumberEndsTheTraining() {
        Phantoms broken = new Phantoms(store, 12, Float.NaN);
        StageSpec.Train spec = spec(MATRICES, training(2, 0, 100));

        assertThatThrownBy(() -> stage.make(spec, broken.inputs(spec.reads()), new LocalWorkshop(store)))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                        .isInstanceOf(Problem.TrainingDiverged.class))
                .hasMessage("epoch 1: the loss was NaN in step 1 of 2; a learningRate below 0.01 may help");
    }

    @Test
    void networkThatIsTooDeepForTheImagesIsRefused() {
        TrainingSpec deep = new TrainingSpec(
                new TrainingSpec.Network(2, 6), 1, 4, 0.01, TrainingSpec.Decay.NONE, 0, true, 0, 1,
                TrainingSpec.Device.CPU, 1);

        assertThatThrownBy(() -> make(spec(MATRICES, deep)))
                .hasMessage("training.network.depth: a network of depth 6 needs images of at least 32 x 32 pixels,"
                        + " they have 16 x 16");
    }

    /// If this moves and you meant it, raise the train stage's revision in `StageName` and paste the new numbers. They
    /// are held loosely: sums differ from one family of processors to the next.
    @Test
    void trainingStillTakesTheSameCourse() {
        Made made = make(spec(MATRICES, training(4, 0, 100)));

        assertThat((double) made.summary().get("validationLoss")).isCloseTo(0.3365, within(0.005));
        assertThat(made.summary()).containsEntry("parameters", 2539);
    }

    private static StageSpec.Train spec(MethodSpec method, TrainingSpec training) {
        return new StageSpec.Train(method, training, ENGINE, 1);
    }

    private static TrainingSpec training(int epochs, int patience, int checkpointEvery) {
        return new TrainingSpec(
                new TrainingSpec.Network(6, 2),
                epochs,
                4,
                0.01,
                TrainingSpec.Decay.COSINE,
                1e-5,
                true,
                patience,
                checkpointEvery,
                TrainingSpec.Device.CPU,
                1);
    }

    /// A network of the least width that a probabilistic one learns with in little time.
    private static TrainingSpec wide(int epochs) {
        TrainingSpec usual = training(epochs, 0, 100);
        return new TrainingSpec(
                new TrainingSpec.Network(12, 2), epochs, usual.batchSize(), usual.learningRate(), usual.decay(),
                usual.weightDecay(), usual.augment(), 0, 100, usual.device(), 1);
    }

    private Made make(StageSpec.Train spec) {
        return stage.make(spec, phantoms.inputs(spec.reads()), new LocalWorkshop(store));
    }

    private static MethodSpec released(Optional<MatrixSpec> form) {
        return new MethodSpec.ConfusionMatrices(
                0.001,
                0,
                1,
                0,
                form,
                Optional.empty(),
                Optional.of(MethodSpec.ConfusionMatrices.DataTerm.RELEASED_CODE));
    }

    private static MethodSpec form(MatrixSpec matrices) {
        return new MethodSpec.ConfusionMatrices(
                0.1, 3, 1, 1, Optional.of(matrices), Optional.empty(), Optional.empty());
    }

    private LocalWorkshop stoppedAfter(long steps) {
        return new LocalWorkshop(store) {
            @Override
            public void progress(long done, long total, String unit, Map<String, Double> figures) {
                if (unit.equals("step") && done == steps) {
                    throw new CancelledException("the test wants it so");
                }
            }
        };
    }

    private Artefact artefact(Made made, String role) {
        Digest digest = made.outputs().get(role);
        return store.artefact(digest);
    }

    private PredictionSet predictions(Made made) {
        return PredictionSet.of(artefact(made, Role.PREDICTIONS));
    }

    private double dice(Made made) {
        PredictionSet predictions = predictions(made);
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            sum += Masks.dice(predictions.map(i), phantoms.truth().map(predictions.item(i)));
        }
        return sum / predictions.size();
    }
}
