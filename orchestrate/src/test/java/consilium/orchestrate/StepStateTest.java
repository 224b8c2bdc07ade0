package consilium.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepStateTest {

    @Test
    void aFailureAndASuccessLeaveTheSuccessInEitherOrder() {
        assertThat(after(StepState.FAILED, StepState.MADE)).isEqualTo(StepState.MADE);
        assertThat(after(StepState.MADE, StepState.FAILED)).isEqualTo(StepState.MADE);
    }

    @ParameterizedTest
    @EnumSource
    void theSameFactTwiceChangesNothing(StepState state) {
        assertThat(state.yieldsTo(state)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void nothingReplacesWhatIsDone(StepState next) {
        List<StepState> done = Arrays.stream(StepState.values()).filter(StepState::done).toList();
        assertThat(done).noneMatch(state -> state.yieldsTo(next));
    }

    @Test
    void waitingAndRunningAreNoEnds() {
        assertThat(Arrays.stream(StepState.values()).filter(state -> !state.ended()))
                .containsExactly(StepState.WAITING, StepState.RUNNING);
    }

    private static StepState after(StepState... facts) {
        StepState state = StepState.WAITING;
        for (StepState fact : facts) {
            state = state.yieldsTo(fact) ? fact : state;
        }
        return state;
    }
}
