package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// The message with which something is refused.
final class Refused {

    private Refused() {}

    static String message(ThrowingCallable attempt) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, attempt);
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.problem()).isInstanceOf(Problem.BadInput.class);
        return refusal.problem().detail();
    }
}
