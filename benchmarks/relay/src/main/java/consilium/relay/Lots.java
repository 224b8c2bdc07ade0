package consilium.relay;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Decides by lot which calls fail, and how: the n-th call's lot follows from the seed and n alone.
final class Lots {

    private final double share;
    private final long seed;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();

    /// @param share of the calls that fail, in [0, 1]
    Lots(double share, long seed) {
        this.share = share;
        this.seed = seed;
    }

    Optional<Fault> draw() {
        if (share == 0) {
            return Optional.empty();
        }
        SplittableRandom lot = new SplittableRandom(seed * 1_000_003 + calls.incrementAndGet());
        if (lot.nextDouble() >= share) {
            return Optional.empty();
        }
        faults.incrementAndGet();
        Fault[] all = Fault.values();
        return Optional.of(all[lot.nextInt(all.length)]);
    }

    long calls() {
        return calls.get();
    }

    long faults() {
        return faults.get();
    }
}
