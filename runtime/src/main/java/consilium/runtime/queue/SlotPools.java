package consilium.runtime.queue;

import consilium.kernel.plan.StageName;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/// Slots that the whole installation has: of each named pool so many, whatever the number of processes. A step takes one
/// of its stage's own pool, where there is a pool of the stage's name, and one of every other pool that its stage takes
/// from, such as `gpu`.
@Singleton
public final class SlotPools {

    private static final String SLOTS = "consilium.queue.slots.";

    private final Map<String, Integer> sizes;
    private final Map<StageName, Set<String>> takes;

    /// @param sizes slots of each pool, 1 or more
    /// @param takes the pools of each stage
    SlotPools(Map<String, Integer> sizes, Map<StageName, Set<String>> takes) {
        this.sizes = new TreeMap<>(sizes);
        this.takes = new EnumMap<>(StageName.class);
        this.takes.putAll(takes);
    }

    /// `consilium.queue.slots.<pool>` is a pool's size, `consilium.<stage>.takes` a stage's further pools.
    @Inject
    SlotPools(Config config) {
        this(sizes(config), takes(config));
        requireUsed(config);
    }

    /// A pool that has no slot left for the stage.
    ///
    /// @param atWork steps at work, by stage
    Optional<Pool> full(StageName stage, Map<StageName, Integer> atWork) {
        return takes(stage).stream()
                .map(name -> new Pool(name, size(name), taken(name, atWork)))
                .filter(pool -> pool.taken() >= pool.size())
                .findFirst();
    }

    /// Whether the stage's steps have to ask before they begin.
    public boolean limits(StageName stage) {
        return !takes(stage).isEmpty();
    }

    private Set<String> takes(StageName stage) {
        return takes.getOrDefault(stage, Set.of());
    }

    private int size(String pool) {
        return sizes.getOrDefault(pool, 0);
    }

    private int taken(String pool, Map<StageName, Integer> atWork) {
        return atWork.entrySet().stream()
                .filter(entry -> takes(entry.getKey()).contains(pool))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static Map<StageName, Set<String>> takes(Config config) {
        Map<StageName, Set<String>> takes = new EnumMap<>(StageName.class);
        for (StageName stage : StageName.values()) {
            Set<String> pools = new LinkedHashSet<>();
            size(config, stage.label()).ifPresent(size -> pools.add(stage.label()));
            pools.addAll(further(config, stage));
            takes.put(stage, pools);
        }
        return takes;
    }

    private static List<String> further(Config config, StageName stage) {
        return config.getOptionalValues("consilium." + stage.label() + ".takes", String.class).orElse(List.of());
    }

    private static Map<String, Integer> sizes(Config config) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (StageName stage : StageName.values()) {
            size(config, stage.label()).ifPresent(size -> sizes.put(stage.label(), size));
            for (String pool : further(config, stage)) {
                sizes.put(pool, size(config, pool).orElseThrow(() -> new IllegalArgumentException(
                        "consilium." + stage.label() + ".takes names the pool " + pool + ", whose size " + SLOTS + pool
                                + " is not set")));
            }
        }
        return sizes;
    }

    private static Optional<Integer> size(Config config, String pool) {
        Optional<Integer> size = config.getOptionalValue(SLOTS + pool, Integer.class);
        size.filter(given -> given < 1).ifPresent(given -> {
            throw new IllegalArgumentException(SLOTS + pool + " must be at least 1, was " + given);
        });
        return size;
    }

    private void requireUsed(Config config) {
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(SLOTS) && !sizes.containsKey(name.substring(SLOTS.length()))) {
                throw new IllegalArgumentException(name + " is the size of a pool that no stage takes from; name it in"
                        + " consilium.<stage>.takes, or give it a stage's name");
            }
        }
    }

    /// A pool as it stands.
    record Pool(String name, int size, int taken) {}
}
