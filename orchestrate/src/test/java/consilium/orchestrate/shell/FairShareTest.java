package consilium.orchestrate.shell;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A sweep and whoever comes after it, through the API, with one training at a time.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FairShareTest {

    private static final int SWEEP = 40;
    private static final String TRAINING = "ingest/simulate/train-ours-0";

    /// All of the sweep waits for the one slot of training when the urgent one is submitted.
    @Test
    void anUrgentExperimentEndsLongBeforeTheSweepThatWasThereFirst() {
        String holding = Api.submitted(spec("holding", ToyStages.NEVER_ENDS, ""));
        try {
            Api.await(() -> Api.show(holding), shown -> Api.states(shown).contains("running"));
            theSweepAndTheUrgentOne(holding);
        } finally {
            // Else the one slot of training stays taken, and whatever test comes next waits for it.
            cancel(holding);
            Api.ended(holding);
        }
    }

    private static void theSweepAndTheUrgentOne(String holding) {
        List<String> sweep = IntStream.range(0, SWEEP)
                .mapToObj(i -> Api.submitted(spec("sweep-" + i, ToyStages.SLOW, "")))
                .toList();
        String low = Api.submitted(spec("low", ToyStages.SLOW, "execution: {priority: low}"));
        String urgent = Api.submitted(spec("urgent", ToyStages.SLOW, "execution: {priority: urgent}"));
        assertThat(waiting(urgent)).isEqualTo("for a free worker, 0 steps before it, priority urgent");
        sweep.forEach(FairShareTest::waiting);
        assertThat(waiting(low)).isEqualTo("for a free worker, " + (SWEEP + 1) + " steps before it, priority low");
        cancel(holding);

        Instant urgentsEnd = end(urgent);
        List<Instant> ends = sweep.stream().map(FairShareTest::end).toList();
        assertThat(ends.stream().filter(end -> end.isBefore(urgentsEnd)).count()).isLessThanOrEqualTo(2);
        // One of eight turns goes by age alone, and the low one came after all of the sweep.
        assertThat(ends.stream().filter(end(low)::isBefore).count()).isLessThanOrEqualTo(2);
    }

    @Test
    void aPriorityThatIsNoneIsRefused() {
        assertThat(Api.submit(spec("wrong", ToyStages.SLOW, "execution: {priority: high}")).then().statusCode(422)
                .extract().asString())
                .contains("execution.priority: must be one of urgent, normal, low, was \\\"high\\\"");
    }

    private static void cancel(String id) {
        given().post("/api/experiments/{id}/cancel", id);
    }

    /// What the training waits for, once it is known of and does.
    private static String waiting(String id) {
        return Api.await(() -> waitingNow(id), Optional::isPresent).orElseThrow();
    }

    private static Optional<String> waitingNow(String id) {
        return Api.show(id).<Map<String, Object>>getList("steps").stream()
                .filter(step -> step.get("step").equals(TRAINING) && step.get("waiting") != null)
                .map(step -> (String) step.get("waiting"))
                .findFirst();
    }

    private static Instant end(String id) {
        JsonPath shown = Api.ended(id);
        assertThat(shown.getString("state")).isEqualTo("succeeded");
        return Instant.parse(shown.getString("finished"));
    }

    /// Data and annotators are the same for all, the training is each one's own.
    ///
    /// @param warmUp what its training does
    private static String spec(String name, int warmUp, String execution) {
        return """
                name: %s
                seed: 4711
                dataset: {kind: phantoms, images: 12}
                annotations: {simulated: [{kind: good, name: good}, {kind: blank, name: blank}]}
                methods:
                  ours: {kind: confusion-matrices, warmUpEpochs: %d}
                training: {epochs: 10000, batchSize: %d}
                %s
                """
                .formatted(name, warmUp, 1 + Math.floorMod(name.hashCode(), 4000), execution);
    }
}
