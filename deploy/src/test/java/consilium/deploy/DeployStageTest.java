package consilium.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.GateSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.work.LocalWorkshop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployStageTest {

    private final DeployStage stage = new DeployStage();

    @TempDir
    private Path folder;

    private DirectoryStore store;
    private LocalWorkshop workshop;

    @BeforeEach
    void openStore() {
        store = new DirectoryStore(folder);
        workshop = new LocalWorkshop(store);
    }

    @Test
    void modelThatReachesTheGatePasses() {
        assertThat(made("dice", 0.8, 0.8).summary())
                .containsEntry("passed", true)
                .containsEntry("metric", "dice")
                .containsEntry("value", 0.8)
                .containsEntry("atLeast", 0.8)
                .containsEntry("model", "lesions-ours")
                .containsEntry("version", model().brief());
    }

    @Test
    void modelBelowTheGateIsRefusedAndThatIsResult() {
        Made made = made("dice", 0.8, Math.nextUp(0.8));

        assertThat(made.summary()).containsEntry("passed", false);
        assertThat(registration(made).passed()).isFalse();
    }

    @Test
    void errorMayReachTheMostThatPassesAndNoMore() {
        GateSpec gate = new GateSpec("dice", Optional.empty(), Optional.of(0.8), List.of());

        assertThat(made(gate, 0.8).summary())
                .containsEntry("passed", true)
                .containsEntry("atMost", 0.8)
                .doesNotContainKey("atLeast");
        assertThat(registration(made(gate, 0.8)).atMost()).contains(0.8);
        assertThat(made(gate, Math.nextUp(0.8)).summary()).containsEntry("passed", false);
        assertThat(made(gate, null).summary()).containsEntry("passed", false);
    }

    @Test
    void scoreThatCouldNotBeComputedReachesNoGate() {
        Made made = made("dice", null, 0);

        assertThat(made.summary()).containsEntry("passed", false).doesNotContainKey("value");
        assertThat(registration(made).value()).isEmpty();
    }

    @Test
    void registrationSaysAllThatServingNeeds() {
        Registration registration = registration(made("dice", 0.9, 0.8));

        assertThat(registration)
                .isEqualTo(new Registration(
                        "lesions-ours",
                        model().brief(),
                        model(),
                        evaluation(0.9),
                        "dice",
                        Optional.of(0.9),
                        Optional.of(0.8),
                        Optional.empty(),
                        true,
                        Map.of("kind", "u-net", "classes", 2),
                        Map.of("kind", "none")));
    }

    @Test
    void unknownMetricIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> made("dise", 0.9, 0.8))
                .isInstanceOf(ProblemException.class)
                .hasMessage("gate.metric: must be one of confusionRmse, dice, was \"dise\"");
    }

    @Test
    void onlyDeclaredArtefactsAreRead() {
        assertThat(slice("dice", 0.8).reads()).containsExactly(Role.MODEL, Role.EVALUATION);
    }

    /// If this moves and you meant it, raise the stage's revision in StageName and paste the new digest.
    @Test
    void registrationStillHasTheSameBytes() {
        assertThat(made("dice", 0.9, 0.8).outputs().get(Role.REGISTRATION))
                .hasToString("0c1a9be406628b12eb26f3f1f15227276f163de2ea7c1e7bc43d00811c288cca");
    }

    private Made made(String metric, @Nullable Double dice, double atLeast) {
        return made(new GateSpec(metric, atLeast, List.of()), dice);
    }

    private Made made(GateSpec gate, @Nullable Double dice) {
        Map<String, Digest> inputs = Map.of(Role.MODEL, model(), Role.EVALUATION, evaluation(dice));
        return stage.make(new StageSpec.Deploy("lesions-ours", gate), new Inputs(store, inputs), workshop);
    }

    private static StageSpec.Deploy slice(String metric, double atLeast) {
        return new StageSpec.Deploy("lesions-ours", new GateSpec(metric, atLeast, List.of()));
    }

    private Digest model() {
        return workshop.artefact("model", 1)
                .file("parameters.safetensors", "application/octet-stream",
                        "parameters".getBytes(StandardCharsets.UTF_8))
                .table("architecture.json", Map.of("kind", "u-net", "classes", 2))
                .table("preprocessing.json", Map.of("kind", "none"))
                .commit();
    }

    private Digest evaluation(@Nullable Double dice) {
        Map<String, @Nullable Object> metrics = new HashMap<>();
        metrics.put("dice", dice);
        metrics.put("confusionRmse", null);
        metrics.put("images", 4);
        metrics.put("method", "ours");
        return workshop.artefact("evaluation", 1).table("metrics.json", metrics).commit();
    }

    private Registration registration(Made made) {
        return Registration.of(store.artefact(made.outputs().get(Role.REGISTRATION)).table(Registration.FILE));
    }
}
