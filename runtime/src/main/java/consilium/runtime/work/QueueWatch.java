package consilium.runtime.work;

import consilium.kernel.plan.StageName;
import consilium.runtime.queue.QueueLength;
import consilium.runtime.queue.StepQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Looks into the queue for this process's lines, some times a second: whatever another process put there, or gave back by
/// dying, is heard of in this way.
final class QueueWatch {

    /// The queue is tidied at every so many looks.
    private static final int TIDY = 20;

    private final StepQueue queue;
    private final List<StageLine> lines;
    private final Meters meters;
    private final Recurring looking;
    private int looks;

    QueueWatch(StepQueue queue, List<StageLine> lines, Meters meters, Duration every) {
        this.queue = queue;
        this.lines = List.copyOf(lines);
        this.meters = meters;
        this.looking = Recurring.start("queue-watch", every, this::look);
    }

    void stop() {
        looking.close();
    }

    private void look() {
        Map<StageName, QueueLength> lengths = queue.lengths();
        if (lengths.values().stream().anyMatch(length -> length.atWork() > 0) && queue.reclaim() > 0) {
            lengths = queue.lengths();
        }
        for (StageLine line : lines) {
            QueueLength length = lengths.getOrDefault(line.stage(), QueueLength.NONE);
            line.seen(length);
            meters.queue(line.stage(), length);
        }
        if (++looks % TIDY == 0) {
            queue.tidy();
        }
    }
}
