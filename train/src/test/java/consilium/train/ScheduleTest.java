package consilium.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.MethodSpec.JointEstimation.ImageTrust;
import consilium.networks.Emphasis;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void traceGrowsDuringWarmUpAndShrinksAfterwards() {
        Schedule schedule = Schedule.of(new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1), 40);

        assertThat(schedule.emphasis(1, 40)).isEqualTo(new Emphasis(-1, 1));
        assertThat(schedule.emphasis(5, 40)).isEqualTo(new Emphasis(-1, 1));
        assertThat(schedule.emphasis(6, 40)).isEqualTo(new Emphasis(0.1, 0));
    }

    @Test
    void likelihoodMayBeOffDuringWarmUpAndThenOnly() {
        Schedule schedule = Schedule.of(
                new MethodSpec.ConfusionMatrices(
                        0.1, 5, 1.5, 0, Optional.empty(), Optional.of(false), Optional.empty()),
                40);

        assertThat(schedule.emphasis(5, 40)).isEqualTo(new Emphasis(0, -1.5, 0));
        assertThat(schedule.emphasis(6, 40)).isEqualTo(new Emphasis(1, 0.1, 0));
    }

    @Test
    void divergenceIsWeighedAllTheTime() {
        Schedule schedule = Schedule.of(new MethodSpec.ProbabilisticUNet(6, 10, 16, 0.005), 40);

        assertThat(schedule.emphasis(1, 40)).isEqualTo(Emphasis.onDivergence(10));
        assertThat(schedule.counts(1, 40)).isTrue();
    }

    @Test
    void epochsOfTheWarmUpCountOnlyWhenThereAreNoOthers() {
        Schedule schedule = Schedule.of(new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1), 40);

        assertThat(schedule.counts(5, 40)).isFalse();
        assertThat(schedule.counts(6, 40)).isTrue();
        assertThat(schedule.counts(2, 5)).isTrue();
        assertThat(Schedule.of(new MethodSpec.CnnOnTruth(), 40).counts(1, 40)).isTrue();
    }

    @Test
    void jointEstimationHoldsRatesFirstAndTrustsTheImageLessAndLess() {
        Schedule schedule = Schedule.of(new MethodSpec.JointEstimation(0.125, 2), 40);

        assertThat(schedule.emphasis(1, 40)).isEqualTo(Emphasis.joint(2, ImageTrust.EXPLAINED, true));
        assertThat(schedule.emphasis(5, 40).heldRates()).isTrue();
        assertThat(schedule.emphasis(6, 40).heldRates()).isFalse();
        assertThat(schedule.emphasis(21, 40).image()).isCloseTo(1, within(1e-12));
        assertThat(schedule.emphasis(40, 40).image()).isBetween(0.0, 0.01);
    }

    @Test
    void imageIsTrustedInEveryEpochAsTheSpecSays() {
        for (ImageTrust trust : ImageTrust.values()) {
            Schedule schedule = Schedule.of(new MethodSpec.JointEstimation(0.125, 1, 4, trust), 40);

            assertThat(schedule.emphasis(1, 40).trust()).isEqualTo(trust);
            assertThat(schedule.emphasis(40, 40).trust()).isEqualTo(trust);
        }
    }

    @Test
    void warmUpOfFewEpochsIsRoundedUp() {
        assertThat(Schedule.of(new MethodSpec.JointEstimation(0.125, 1), 6).warmUpEpochs()).isEqualTo(1);
        assertThat(Schedule.of(new MethodSpec.JointEstimation(0, 1), 6).warmUpEpochs()).isZero();
    }

    @Test
    void onlyTheLastEpochOfAJointEstimationCounts() {
        Schedule schedule = Schedule.of(new MethodSpec.JointEstimation(0.125, 1), 40);

        assertThat(schedule.counts(39, 40)).isFalse();
        assertThat(schedule.counts(40, 40)).isTrue();
    }
}
