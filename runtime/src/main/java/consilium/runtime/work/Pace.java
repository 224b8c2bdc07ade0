package consilium.runtime.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// How quickly a group's work goes in this process, and so how many messages are worth taking at once.
///
/// The broker spends as much on each fetch and on each acknowledgement as a quick step takes, so many of those are better
/// fetched together. Where a step may take an hour nothing may lie behind it that another worker could begin.
final class Pace {

    /// On average.
    private static final Duration QUICK = Duration.ofMillis(50);

    /// Until so much has been forgotten, it takes one after the other: some eighty quick steps.
    private static final Duration UNKNOWN = Duration.ofSeconds(10);

    private static final int MEMORY = 16;

    /// At once, where work is quick.
    static final int MANY = 16;

    private final AtomicLong mean = new AtomicLong(UNKNOWN.toNanos());

    /// Something was worked on.
    void took(Duration time) {
        mean.updateAndGet(before -> before + (time.toNanos() - before) / MEMORY);
    }

    /// More than one where work is quick.
    int atOnce() {
        return mean.get() < QUICK.toNanos() ? MANY : 1;
    }
}
