package consilium.runtime.queue;

import consilium.kernel.spec.ExecutionSpec.Priority;
import java.util.HashMap;
import java.util.Map;

/// Places in the fair order, which is start-time fair queueing with steps of equal length: a step's start tag is the next
/// after its experiment's last, but not behind what the turns have reached, so that nobody saves up turns by having waited
/// for none. Steps are done in the order of their tags: experiments that have many take turns with those that have few,
/// whoever came first, and whoever comes goes before what others have beyond their share.
///
/// Source: Goyal, Vin and Cheng, "Start-time fair queueing", SIGCOMM 1996, doi:10.1145/248156.248171.
final class StartTags {

    private final Map<Priority, Long> reached;
    private final Map<String, Long> last;

    /// @param reached the newest start tag of which a turn was given, by priority; 0 where it is missing
    /// @param last    the last start tag of each experiment that has steps in the queue
    StartTags(Map<Priority, Long> reached, Map<String, Long> last) {
        this.reached = Map.copyOf(reached);
        this.last = new HashMap<>(last);
    }

    /// The start tag of the experiment's next step.
    long next(String experiment, Priority priority) {
        long now = reached.getOrDefault(priority, 0L);
        return last.merge(experiment, now, (before, floor) -> Math.max(before + 1, floor));
    }
}
