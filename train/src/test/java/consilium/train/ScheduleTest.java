package consilium.train;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.spec.MethodSpec;
import consilium.networks.Emphasis;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void traceGrowsDuringWarmUpAndShrinksAfterwards() {
        Schedule schedule = Schedule.of(new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1));

        assertThat(schedule.emphasis(1)).isEqualTo(new Emphasis(-1, 1));
        assertThat(schedule.emphasis(5)).isEqualTo(new Emphasis(-1, 1));
        assertThat(schedule.emphasis(6)).isEqualTo(new Emphasis(0.1, 0));
    }

    @Test
    void likelihoodMayBeOffDuringWarmUpAndThenOnly() {
        Schedule schedule = Schedule.of(
                new MethodSpec.ConfusionMatrices(0.1, 5, 1.5, 0, Optional.empty(), Optional.of(false)));

        assertThat(schedule.emphasis(5)).isEqualTo(new Emphasis(0, -1.5, 0, 1));
        assertThat(schedule.emphasis(6)).isEqualTo(new Emphasis(1, 0.1, 0, 1));
    }

    @Test
    void divergenceIsWeighedAllTheTime() {
        Schedule schedule = Schedule.of(new MethodSpec.ProbabilisticUNet(6, 10, 16, 0.005));

        assertThat(schedule.emphasis(1)).isEqualTo(Emphasis.onDivergence(10));
        assertThat(schedule.counts(1, 40)).isTrue();
    }

    @Test
    void epochsOfTheWarmUpCountOnlyWhenThereAreNoOthers() {
        Schedule schedule = Schedule.of(new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1));

        assertThat(schedule.counts(5, 40)).isFalse();
        assertThat(schedule.counts(6, 40)).isTrue();
        assertThat(schedule.counts(2, 5)).isTrue();
        assertThat(Schedule.of(new MethodSpec.CnnOnTruth()).counts(1, 40)).isTrue();
    }
}
