package consilium.runtime.work;

import consilium.kernel.plan.StageName;
import consilium.kernel.spec.Timespan;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/// How patient the work queue is, and how wide. Changing any of it may change speed, never an answer.
@Singleton
final class WorkSettings {

    private final Config config;
    private final Duration lease;
    private final Duration claimPatience;
    private final Retries retries;
    private final Map<StageName, Timespan> timeouts = new EnumMap<>(StageName.class);

    WorkSettings(Config config) {
        this.config = config;
        this.lease = duration("lease");
        this.claimPatience = duration("claim-patience");
        this.retries = new Retries(
                config.getValue("consilium.work.attempts", Integer.class), duration("backoff"),
                duration("backoff-limit"));
        for (StageName stage : StageName.values()) {
            config.getOptionalValue("consilium." + stage.label() + ".timeout", String.class)
                    .ifPresent(limit -> timeouts.put(stage, new Timespan(limit)));
        }
    }

    /// How long the ledger waits for a worker that no longer renews its claim.
    Duration lease() {
        return lease;
    }

    /// How long a slot waits for another worker's result before it turns to other events.
    Duration claimPatience() {
        return claimPatience;
    }

    /// How an event that fails is tried again before it is a dead letter.
    Retries retries() {
        return retries;
    }

    /// How long one attempt at a step of the stage may take, where its spec does not say.
    Optional<Timespan> timeout(StageName stage) {
        return Optional.ofNullable(timeouts.get(stage));
    }

    /// By how much the order of a topic may delay a step beyond what turns would.
    Duration queuePatience() {
        return config.getValue("consilium.queue.patience", Duration.class);
    }

    /// How often a process looks what there is in the queue.
    Duration queueLook() {
        return config.getValue("consilium.queue.look", Duration.class);
    }

    /// How many events of the group this process works on at once.
    int slots(String group) {
        return config.getOptionalValue("consilium." + group + ".slots", Integer.class).orElse(1);
    }

    /// The pause after an attempt that failed: each twice as long as the one before, up to a limit.
    ///
    /// @param attempt that failed, from 1
    Duration backoff(int attempt) {
        return retries.pause(attempt);
    }

    private Duration duration(String name) {
        return config.getValue("consilium.work." + name, Duration.class);
    }
}
