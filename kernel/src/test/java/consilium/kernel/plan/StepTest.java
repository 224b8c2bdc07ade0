package consilium.kernel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.spec.MatrixSpec;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.MethodSpec.JointEstimation.ImageTrust;
import consilium.kernel.spec.TrainingSpec;
import consilium.kernel.spec.TrainingSpec.Device;
import consilium.kernel.spec.TrainingSpec.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepTest {

    private static final Map<String, Digest> SCOPE = Map.of(
            Role.IMAGES, Digest.of("i"), Role.TRUTH, Digest.of("t"), Role.ANNOTATIONS, Digest.of("a"),
            Role.LABELS, Digest.of("l"));

    @Test
    void aRecipeHoldsTheDeclaredInputsAndNoOther() {
        assertThat(fuse().recipe(SCOPE, Map.of()).inputs()).containsOnlyKeys(Role.ANNOTATIONS);
    }

    @Test
    void onlyTheUpperBoundDeclaresTheTruth() {
        assertThat(train(new MethodSpec.CnnOnTruth()).reads()).contains(Role.TRUTH);
        assertThat(train(new MethodSpec.KnownConfusionMatrices()).reads()).contains(Role.TRUTH, Role.ANNOTATIONS);
        assertThat(train(new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1)).reads()).doesNotContain(Role.TRUTH);
        assertThat(train(new MethodSpec.JointEstimation(0.125, 1)).reads()).doesNotContain(Role.TRUTH);
        assertThat(train(new MethodSpec.Cnn(new FusionSpec.Mean())).reads()).doesNotContain(Role.TRUTH);
        for (MethodSpec method : List.of(
                new MethodSpec.CnnOnAllLabels(), new MethodSpec.CnnPerAnnotator(),
                new MethodSpec.ProbabilisticUNet(6, 1, 16, 0.001))) {
            assertThat(train(method).reads()).containsExactly(Role.IMAGES, Role.ANNOTATIONS);
        }
    }

    /// Options that came later leave the recipes of specs without them as they were.
    @Test
    void optionsThatAreLeftOutAreNotWritten() {
        assertThat(RecordFormat.write(new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1)))
                .containsOnlyKeys("kind", "traceWeight", "warmUpEpochs", "warmUpTraceWeight", "warmUpConsensus");
    }

    @Test
    void formsOfMatricesAreReadByTheirNames() {
        MethodSpec read = RecordFormat.read(MethodSpec.class, Map.of(
                "kind", "confusion-matrices", "warmUpLikelihood", false, "matrices",
                Map.of("kind", "low-rank", "rank", 2)));

        assertThat(read).isEqualTo(new MethodSpec.ConfusionMatrices(
                0.1, 5, 1, 1, Optional.of(new MatrixSpec.LowRank(2)), Optional.of(false), Optional.empty()));
        assertThat(RecordFormat.read(MethodSpec.class, Map.of("kind", "probabilistic-unet")))
                .isEqualTo(new MethodSpec.ProbabilisticUNet(6, 10, 16, 0.001));
    }

    @Test
    void everyPartOfTheRecipeChangesItsDigest() {
        Digest recipe = fuse().recipe(SCOPE, Map.of()).digest();

        assertThat(recipe)
                .isNotEqualTo(fuse().recipe(Map.of(Role.ANNOTATIONS, Digest.of("b")), Map.of()).digest())
                .isNotEqualTo(fuse().recipe(SCOPE, Map.of("file", Digest.of("f"))).digest())
                .isNotEqualTo(step(new StageSpec.Fuse(new FusionSpec.Mean())).recipe(SCOPE, Map.of()).digest());
    }

    /// A network that was trained before there was a choice is taken for neither: its recipe named none.
    @Test
    void howFarAnImageIsTrustedIsPartOfTheRecipe() {
        StageSpec.Train explained = train(new MethodSpec.JointEstimation(0.125, 1));
        StageSpec.Train fully = train(new MethodSpec.JointEstimation(0.125, 1, 4, ImageTrust.FULLY));

        assertThat(step(explained).recipe(SCOPE, Map.of()).digest())
                .isNotEqualTo(step(fully).recipe(SCOPE, Map.of()).digest());
    }

    @Test
    void aMissingInputIsNamed() {
        assertThatThrownBy(() -> fuse().recipe(Map.of(Role.IMAGES, Digest.of("i")), Map.of()))
                .hasMessage("fuse reads \"annotations\", which the steps before it did not make; they made images");
    }

    private static Step fuse() {
        return step(new StageSpec.Fuse(new FusionSpec.MajorityVote()));
    }

    private static Step step(StageSpec spec) {
        return new Step(spec.stage().label(), spec, Optional.empty(), 0, List.of());
    }

    private static StageSpec.Train train(MethodSpec method) {
        TrainingSpec training =
                new TrainingSpec(new Network(8, 2), 1, 1, 0.01, TrainingSpec.Decay.NONE, 0, false, 0, 1, Device.CPU, 1);
        return new StageSpec.Train(method, training, new EngineSpec("pytorch", "2.7.1", "cpu", 1), 1);
    }
}
