package consilium.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    private final List<StepRecord> steps = new ArrayList<>();

    @Test
    void scoresAreAveragedOverRepeats() {
        trained("ours", 0, Map.of("dice", 0.8, "iou", 0.6));
        trained("ours", 1, Map.of("dice", 0.9, "iou", 0.7));
        MethodResult row = row("ours");
        assertThat(row.repeats()).isEqualTo(2);
        assertThat(row.dice().orElseThrow()).isCloseTo(0.85, within(1e-12));
        assertThat(row.iou().orElseThrow()).isCloseTo(0.65, within(1e-12));
    }

    @Test
    void theStandardDeviationIsTheSamples() {
        trained("ours", 0, Map.of("dice", 1));
        trained("ours", 1, Map.of("dice", 2));
        trained("ours", 2, Map.of("dice", 6));
        assertThat(row("ours").diceStd().orElseThrow()).isCloseTo(Math.sqrt(7), within(1e-12));
    }

    @Test
    void oneRepeatHasNoStandardDeviation() {
        trained("ours", 0, Map.of("dice", 0.8));
        assertThat(row("ours").diceStd()).isEmpty();
    }

    @Test
    void aMethodWithoutMatricesHasNoConfusionError() {
        trained("cnn", 0, Map.of("dice", 0.8));
        assertThat(row("cnn").confusionRmse()).isEmpty();
    }

    @Test
    void aMethodOfWhichNothingIsDoneKeepsItsRow() {
        assertThat(row("absent").repeats()).isZero();
        assertThat(row("absent").dice()).isEmpty();
        assertThat(row("absent").seconds()).isEmpty();
    }

    @Test
    void secondsAreThoseOfTheMethodsOwnSteps() {
        step("ingest", null, StageName.INGEST, null, 0, Map.of(), 100_000);
        step("ingest/fuse", "ingest", StageName.FUSE, null, 0, Map.of(), 1_000);
        step("ingest/fuse/train-cnn-0", "ingest/fuse", StageName.TRAIN, "cnn", 0, Map.of(), 20_000);
        step("ingest/fuse/train-cnn-0/evaluate", "ingest/fuse/train-cnn-0", StageName.EVALUATE, "cnn", 0, Map.of(),
                500);
        assertThat(row("cnn").seconds()).contains(21.5);
    }

    @Test
    void oneSwappedRepeatIsToldOfTheMethod() {
        trained("ours", 0, Map.of("dice", 0.8, "swapped", false));
        trained("ours", 1, Map.of("dice", 0.1, "swapped", true));
        assertThat(row("ours").swapped()).isTrue();
    }

    @Test
    void theGateIsPassedWhenOneRepeatPassed() {
        step("d0", null, StageName.DEPLOY, "ours", 0, Map.of("passed", false), 1);
        assertThat(row("ours").gate()).contains("refused");
        step("d1", null, StageName.DEPLOY, "ours", 1, Map.of("passed", true), 1);
        assertThat(row("ours").gate()).contains("passed");
    }

    @Test
    void withoutAGateThereIsNoDecision() {
        trained("ours", 0, Map.of("dice", 0.8));
        assertThat(row("ours").gate()).isEmpty();
    }

    @Test
    void artefactsStandInTheOrderOfRepeats() {
        trained("ours", 1, Map.of("dice", 0.9));
        trained("ours", 0, Map.of("dice", 0.8));
        assertThat(row("ours").model()).containsExactly(model("ours", 0), model("ours", 1));
    }

    @Test
    void theOrderInWhichStepsWereDoneIsOfNoConsequence() {
        trained("ours", 0, Map.of("dice", 0.1));
        trained("ours", 1, Map.of("dice", 0.2));
        trained("ours", 2, Map.of("dice", 0.3));
        MethodResult row = row("ours");
        Collections.reverse(steps);
        assertThat(row("ours")).isEqualTo(row);
    }

    @Test
    void csvLeavesAbsentValuesEmpty() {
        trained("ours", 0, Map.of("dice", 0.5));
        assertThat(ResultTable.of(List.of("ours"), steps).csv().lines().toList().get(1))
                .startsWith("ours,1,0.5,,,,,0.003,false,,");
    }

    private MethodResult row(String method) {
        return ResultTable.of(List.of(method), steps).rows().getFirst();
    }

    private void trained(String method, int repeat, Map<String, Object> summary) {
        String train = "train-" + method + "-" + repeat;
        step(train, null, StageName.TRAIN, method, repeat, Map.of(), 2);
        step(train + "/evaluate", train, StageName.EVALUATE, method, repeat, summary, 1);
    }

    private void step(
            String id, String parent, StageName stage, String method, int repeat, Map<String, Object> summary,
            long millis) {
        String role = stage == StageName.TRAIN ? Role.MODEL : Role.EVALUATION;
        steps.add(new StepRecord(
                id,
                Optional.ofNullable(parent),
                stage,
                Optional.ofNullable(method),
                repeat,
                0,
                StepState.MADE,
                Optional.empty(),
                Map.of(role, Digest.of(id)),
                summary,
                millis,
                List.of(),
                Optional.empty()));
    }

    private static Digest model(String method, int repeat) {
        return Digest.of("train-" + method + "-" + repeat);
    }
}
