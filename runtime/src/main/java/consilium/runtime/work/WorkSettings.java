package consilium.runtime.work;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/// How patient the work queue is, and how wide. Changing any of it may change speed, never an answer.
@Singleton
final class WorkSettings {

    private final Config config;
    private final Duration lease;
    private final Duration claimPatience;
    private final int attempts;
    private final Duration backoff;
    private final Duration backoffLimit;

    WorkSettings(Config config) {
        this.config = config;
        this.lease = duration("lease");
        this.claimPatience = duration("claim-patience");
        this.attempts = config.getValue("consilium.work.attempts", Integer.class);
        this.backoff = duration("backoff");
        this.backoffLimit = duration("backoff-limit");
    }

    /// How long the ledger waits for a worker that no longer renews its claim.
    Duration lease() {
        return lease;
    }

    /// How long a slot waits for another worker's result before it turns to other events.
    Duration claimPatience() {
        return claimPatience;
    }

    /// How often an event that fails is tried before it is a dead letter.
    int attempts() {
        return attempts;
    }

    /// How many events of the group this process works on at once.
    int slots(String group) {
        return config.getOptionalValue("consilium." + group + ".slots", Integer.class).orElse(1);
    }

    /// The pause after an attempt that failed: each twice as long as the one before, up to a limit.
    ///
    /// @param attempt that failed, from 1
    Duration backoff(int attempt) {
        Duration doubled = backoff.multipliedBy(1L << Math.clamp(attempt - 1, 0, 20));
        return doubled.compareTo(backoffLimit) < 0 ? doubled : backoffLimit;
    }

    private Duration duration(String name) {
        return config.getValue("consilium.work." + name, Duration.class);
    }
}
