package consilium.runtime.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// How quickly a group's work goes in this process, and so how many messages are worth taking at once.
///
/// The broker spends as much on each fetch and on each acknowledgement as a quick step takes, so many of those are better
/// fetched together. Where a step may take an hour nothing may lie behind it that another worker could begin.
final class Pace {

    /// What takes no longer than this is quick.
    static final Duration QUICK = Duration.ofMillis(20);

    private static final int STEADY = 100;
    private static final int MANY = 16;

    private final AtomicInteger quick = new AtomicInteger();

    /// Something was worked on.
    void took(Duration time) {
        if (time.compareTo(QUICK) > 0) {
            quick.set(0);
        } else if (quick.get() < STEADY) {
            quick.incrementAndGet();
        }
    }

    /// One, until a good many in a row were quick.
    int atOnce() {
        return quick.get() >= STEADY ? MANY : 1;
    }
}
