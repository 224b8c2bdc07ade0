package consilium.runtime.queue;

import consilium.kernel.spec.ExecutionSpec.Priority;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Steps of one stage that wait, in the order in which they begin where nobody gives turns: first those in the queue, then
/// those in the topics. It tells what that order costs, to decide whether it is worth giving turns at all.
public final class Backlog {

    private final Map<String, Integer> before = new HashMap<>();
    private final Map<Priority, Front> fronts = new EnumMap<>(Priority.class);
    private final Map<String, Integer> arriving = new HashMap<>();

    /// @param queued steps in the queue, which are before all others
    public Backlog(Collection<Queued> queued) {
        queued.forEach(steps -> {
            before.merge(steps.experiment(), steps.count(), Integer::sum);
            front(steps.priority()).add(steps.count());
        });
    }

    /// Whether each experiment has one step at most, so that fair share changes nothing.
    public boolean single(Collection<Arrival> arrived) {
        return before.values().stream().allMatch(count -> count == 1)
                && arrived.stream().map(Arrival::experiment).distinct().count() == arrived.size()
                && arrived.stream().map(Arrival::experiment).noneMatch(before::containsKey);
    }

    /// How many steps begin before the last of some experiment's that turns would let begin after it: all less urgent
    /// ones, and of each equally urgent experiment what it has more. The most of any experiment with a step in the topics.
    /// It can be asked once.
    ///
    /// @param arrived in the order of the topics
    public long overtaken(Collection<Arrival> arrived) {
        arrived.forEach(arrival -> arriving.merge(arrival.experiment(), 1, Integer::sum));
        return arrived.stream().mapToLong(this::passes).max().orElse(0);
    }

    private long passes(Arrival arrival) {
        int had = before.getOrDefault(arrival.experiment(), 0);
        before.put(arrival.experiment(), had + 1);
        Front own = front(arrival.priority());
        own.replace(had, had + 1);
        boolean last = arriving.merge(arrival.experiment(), -1, Integer::sum) == 0;
        return last ? lessUrgent(arrival.priority()) + own.beyond(had + 1) : 0;
    }

    private long lessUrgent(Priority priority) {
        return fronts.entrySet().stream()
                .filter(entry -> entry.getKey().compareTo(priority) > 0)
                .mapToLong(entry -> entry.getValue().steps())
                .sum();
    }

    private Front front(Priority priority) {
        return fronts.computeIfAbsent(priority, any -> new Front());
    }

    /// Steps of an experiment in the queue.
    public record Queued(String experiment, Priority priority, int count) {}

    /// A step in the topics.
    public record Arrival(String experiment, Priority priority) {}

    /// How many experiments have how many steps, of one priority.
    private static final class Front {

        private final TreeMap<Integer, Integer> experimentsBySteps = new TreeMap<>();

        void add(int steps) {
            experimentsBySteps.merge(steps, 1, Integer::sum);
        }

        void replace(int steps, int by) {
            experimentsBySteps.computeIfPresent(
                    steps, (any, experiments) -> Optional.of(experiments - 1).filter(left -> left > 0).orElse(null));
            add(by);
        }

        long steps() {
            return beyond(0);
        }

        /// What experiments have beyond so many steps each.
        long beyond(int share) {
            return experimentsBySteps.tailMap(share, false).entrySet().stream()
                    .mapToLong(entry -> (long) (entry.getKey() - share) * entry.getValue())
                    .sum();
        }
    }
}
