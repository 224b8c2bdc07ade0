package consilium.kernel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.event.Event;
import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.StageName;
import consilium.kernel.spec.ExecutionSpec.Priority;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionSpecTest {

    @Test
    void whatIsNotGivenIsAsTheInstallationDoes() {
        ExecutionSpec spec = read(Map.of());

        assertThat(spec).isEqualTo(ExecutionSpec.STANDARD);
        assertThat(spec.of(StageName.TRAIN).timeout()).isEmpty();
    }

    @Test
    void aStagesLimitsAreReadAndWritten() {
        Map<String, Object> train = Map.of("concurrency", 2, "attempts", 3, "backoff", "10s", "timeout", "90m");
        Map<String, Object> tree = Map.of("priority", "urgent", "stages", Map.of("train", train));

        ExecutionSpec spec = read(tree);

        assertThat(spec.priority()).isEqualTo(Priority.URGENT);
        assertThat(spec.of(StageName.TRAIN).concurrency()).contains(2);
        assertThat(spec.of(StageName.TRAIN).timeout().orElseThrow().duration()).isEqualTo(Duration.ofMinutes(90));
        assertThat(spec.of(StageName.FUSE).attempts()).isEmpty();
        assertThat(RecordFormat.write(spec)).isEqualTo(tree);
    }

    @Test
    void anUnknownStageIsRefusedByName() {
        assertThatThrownBy(() -> read(Map.of("stages", Map.of("trian", Map.of()))))
                .isInstanceOf(InvalidTreeException.class)
                .hasMessageContaining("\"trian\"")
                .hasMessageContaining("ingest, simulate, fuse, train, evaluate, deploy");
    }

    @Test
    void anUnknownFieldIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> read(Map.of("stages", Map.of("train", Map.of("time-out", "1h")))))
                .hasMessageContaining("stages.train.time-out: is not a known field (did you mean timeout?)");
    }

    @Test
    void attemptsAreWithinBounds() {
        assertThatThrownBy(() -> read(Map.of("stages", Map.of("train", Map.of("attempts", 0)))))
                .hasMessageContaining("stages.train.attempts: must be from 1 to 15, was 0");
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "10s,10000", "90m,5400000", "2h,7200000", "7d,604800000"})
    void aTimespanIsANumberAndItsUnit(String text, long millis) {
        assertThat(new Timespan(text).duration()).isEqualTo(Duration.ofMillis(millis));
        assertThat(new Timespan(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "0s", "1.5h", "-3s", "2 h", "1w", "1000000d", "PT5M"})
    void otherTimespansAreRefused(String text) {
        assertThatThrownBy(() -> new Timespan(text)).hasMessageContaining("such as 90m, was \"" + text + "\"");
    }

    /// What was submitted before there was such a part keeps its name.
    @Test
    void aSpecWithoutItIsWrittenAsBefore() {
        Map<String, Object> least = Map.of(
                "name", "least",
                "dataset", Map.of("kind", "phantoms"),
                "methods", Map.of("ours", Map.of("kind", "confusion-matrices")));
        Map<String, Object> urgent = new LinkedHashMap<>(least);
        urgent.put("execution", Map.of("priority", "urgent"));

        assertThat(RecordFormat.write(RecordFormat.read(ExperimentSpec.class, least))).doesNotContainKey("execution");
        assertThat(RecordFormat.read(ExperimentSpec.class, least).digest())
                .hasToString("ff6969877e30b78516b31e7e651bbe2fd99dc87b696c1b69c61f45f7120461c3");
        assertThat(RecordFormat.read(ExperimentSpec.class, urgent).execution().orElseThrow().priority())
                .isEqualTo(Priority.URGENT);
    }

    /// How a step is done is told with the event and is no part of its name.
    @Test
    void anEventsIdDoesNotDependOnIt() {
        Event.StepDone plain = new Event.StepDone(
                "one", Event.Mode.REUSE, Optional.empty(), Optional.empty(), Map.of());
        Event.StepDone urgent = new Event.StepDone(
                "one", Event.Mode.REUSE, Optional.empty(), Optional.empty(), Map.of(),
                Optional.of(ExecutionSpec.STANDARD.with(Priority.URGENT)));

        assertThat(urgent.id()).isEqualTo(plain.id());
        assertThat(RecordFormat.write(plain)).doesNotContainKey("execution");
        assertThat(RecordFormat.read(Event.class, RecordFormat.write(urgent))).isEqualTo(urgent);
    }

    private static ExecutionSpec read(Map<String, Object> tree) {
        return RecordFormat.read(ExecutionSpec.class, tree);
    }
}
