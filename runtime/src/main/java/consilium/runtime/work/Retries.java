package consilium.runtime.work;

import consilium.kernel.spec.ExecutionSpec;
import consilium.kernel.spec.Timespan;
import java.time.Duration;

/// How often what fails is tried, and how long the pauses are: each is twice as long as the one before, up to a limit. No
/// chance is in it, so that the same failures make the same pauses.
///
/// @param attempts at most, the first included
/// @param first    pause, after the first attempt
/// @param longest  pause
public record Retries(int attempts, Duration first, Duration longest) {

    /// To where the pauses grow that a spec asks for.
    private static final Duration LONGEST = Duration.ofHours(1);

    /// @param attempt that failed, from 1
    public Duration pause(int attempt) {
        Duration doubled = first.multipliedBy(1L << Math.clamp(attempt - 1, 0, 20));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /// These, but for what a spec says otherwise.
    Retries or(ExecutionSpec.PerStage given) {
        int tries = given.attempts().orElse(attempts);
        return given.backoff()
                .map(Timespan::duration)
                .map(asked -> new Retries(tries, asked, asked.compareTo(LONGEST) < 0 ? LONGEST : asked))
                .orElse(new Retries(tries, first, longest));
    }
}
