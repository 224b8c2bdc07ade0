package consilium.orchestrate;

import consilium.kernel.event.Event;
import java.util.Locale;

/// Where a step stands.
public enum StepState {
    /// Steps before it are not done, or no worker has told of it yet.
    WAITING,
    /// A worker has told of its progress.
    RUNNING,
    MADE,
    REUSED,
    REPAIRED,
    VERIFIED,
    DIVERGED,
    FAILED,
    /// It will not run: the experiment was cancelled, or a step above it failed.
    CANCELLED;

    public static StepState of(Event.Outcome outcome) {
        return switch (outcome) {
            case MADE -> MADE;
            case REUSED -> REUSED;
            case REPAIRED -> REPAIRED;
            case VERIFIED -> VERIFIED;
            case DIVERGED -> DIVERGED;
        };
    }

    /// Whether its outputs exist.
    public boolean done() {
        return switch (this) {
            case MADE, REUSED, REPAIRED, VERIFIED, DIVERGED -> true;
            case WAITING, RUNNING, FAILED, CANCELLED -> false;
        };
    }

    /// Whether nothing more is to come of it.
    public boolean ended() {
        return done() || this == FAILED || this == CANCELLED;
    }

    /// Whether a fact that says `next` replaces what is known. Facts come in any order and more than once: what was
    /// done stays done, and being done outweighs having failed, since a dead letter may have been sent again.
    public boolean yieldsTo(StepState next) {
        return !done() && next.rank() > rank();
    }

    private int rank() {
        return switch (this) {
            case WAITING -> 0;
            case RUNNING -> 1;
            case CANCELLED -> 2;
            case FAILED -> 3;
            case MADE, REUSED, REPAIRED, VERIFIED, DIVERGED -> 4;
        };
    }

    /// As it is written: `made`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
