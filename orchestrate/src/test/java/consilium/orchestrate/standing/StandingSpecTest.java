package consilium.orchestrate.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.plan.Step;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.FusionSpec;
import consilium.orchestrate.Planner;
import consilium.orchestrate.standing.StandingSpec.Trigger;
import consilium.runtime.format.Trees;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingSpecTest {

    private static final String SPEC = """
            name: watch
            experiment:
              name: watch
              dataset: {kind: growing, name: lesions}
              annotations: {recorded: true}
              methods:
                b-vote: {kind: fusion, fusion: {kind: majority-vote}}
                a-staple: {kind: cnn, fusion: {kind: staple}}
                c-again: {kind: fusion, fusion: {kind: staple}}
                d-pooled: {kind: fusion, fusion: {kind: staple, pooled: true}}
                e-ours: {kind: confusion-matrices}
            trigger: {every: 10}
            """;

    @Test
    void eachFusionThatWorksImageByImageIsMadeOnceInTheOrderOfTheMethodsNames() {
        StandingSpec spec = read(SPEC);
        assertThat(spec.fusions()).hasSize(2);
        assertThat(spec.fusions().get(0)).isInstanceOf(FusionSpec.Staple.class);
        assertThat(spec.consensusFusion()).isZero();
        assertThat(read(SPEC + "consensus: b-vote\n").consensusFusion()).isEqualTo(1);
    }

    @Test
    void aFusionOfOneImageHasTheRecipeItHasAsAPartOfTheWhole() {
        StandingSpec spec = read(SPEC);
        Step image = ImagePlan.of(spec, 7, "img 1");
        Step whole = new Planner().plan(spec.at(7), new consilium.kernel.plan.EngineSpec("pytorch", "1", "cpu", 1))
                .steps().filter(step -> step.id().endsWith("fuse-majority-vote")).findFirst().orElseThrow();
        assertThat(image.children()).extracting(Step::spec).contains(whole.spec());
        assertThat(((DatasetSpec.Growing) spec.at(7).dataset()).version()).contains(7L);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused(SPEC.replace("name: lesions}", "name: lesions, version: 3}"), "each run fills in its version");
        refused(SPEC.replace("kind: growing, name: lesions", "kind: phantoms"), "must be of kind growing");
        refused(SPEC.replace("recorded: true", "recorded: false"), "must be recorded");
        refused(SPEC + "consensus: d-pooled\n", "one of a-staple, b-vote, c-again");
        refused(SPEC.replace("{every: 10}", "{atMostSeconds: 3}"), "agreementBelow");
        refused(SPEC.replace("e-ours: {kind: confusion-matrices}", "e: {kind: cnn-on-truth}"), "dataset.truth");
        refused(SPEC.replace("trigger: {every: 10}", "trigger: {evry: 10}"), "did you mean every");
    }

    @Test
    void withoutTruthNetworksAreTrainedAndNotScored() {
        assertThat(new Planner().plan(read(SPEC).at(1), new consilium.kernel.plan.EngineSpec("pytorch", "1", "cpu", 1))
                .steps().map(Step::id))
                .anyMatch(id -> id.contains("train-e-ours"))
                .noneMatch(id -> id.contains("evaluate"));
        String scored = SPEC.replace("name: lesions}", "name: lesions, truth: true}");
        assertThat(
                new Planner().plan(read(scored).at(1), new consilium.kernel.plan.EngineSpec("pytorch", "1", "cpu", 1))
                        .steps().map(Step::id))
                .anyMatch(id -> id.endsWith("train-e-ours-0/evaluate"));
    }

    @Test
    void aRunBeginsAfterSoManyAnnotationsButNotTooSoon() {
        Trigger trigger = new Trigger(Optional.of(10), 60, Optional.empty());
        assertThat(trigger.why(9, false, Optional.empty())).isEmpty();
        assertThat(trigger.why(10, false, Optional.empty())).contains("10 annotations");
        assertThat(trigger.why(99, false, Optional.of(59L))).isEmpty();
        assertThat(trigger.why(99, false, Optional.of(60L))).contains("99 annotations");
    }

    @Test
    void aRunBeginsWhenTheAgreementFell() {
        Trigger trigger = new Trigger(Optional.empty(), 0, Optional.of(0.7));
        assertThat(trigger.why(1, true, Optional.of(0L))).contains("agreement fell below 0.7");
        assertThat(trigger.why(1000, false, Optional.empty())).isEmpty();
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ProblemException.class).hasMessageContaining(why);
    }

    private static StandingSpec read(String text) {
        return StandingSpec.read(Map.class.cast(Trees.yaml(text, "spec")));
    }
}
