package consilium.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.spec.ExecutionSpec;
import consilium.kernel.spec.Timespan;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final Retries STANDARD = new Retries(5, Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Test
    void pausesDoubleUpToTheLimit() {
        assertThat(IntStream.rangeClosed(1, 7).mapToObj(STANDARD::pause).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void aSpecThatSaysNothingChangesNothing() {
        assertThat(STANDARD.or(ExecutionSpec.STANDARD.of(consilium.kernel.plan.StageName.FUSE))).isEqualTo(STANDARD);
    }

    @Test
    void aSpecsPausesGrowToAnHour() {
        Retries asked = STANDARD.or(given(Optional.of(3), "20m"));

        assertThat(asked.attempts()).isEqualTo(3);
        assertThat(IntStream.rangeClosed(1, 4).mapToObj(asked::pause).map(Duration::toMinutes))
                .containsExactly(20L, 40L, 60L, 60L);
    }

    @Test
    void aPauseOfMoreThanAnHourStaysAsItIs() {
        assertThat(STANDARD.or(given(Optional.empty(), "2h")).pause(4)).isEqualTo(Duration.ofHours(2));
    }

    private static ExecutionSpec.PerStage given(Optional<Integer> attempts, String backoff) {
        return new ExecutionSpec.PerStage(
                Optional.empty(), attempts, Optional.of(new Timespan(backoff)), Optional.empty());
    }
}
