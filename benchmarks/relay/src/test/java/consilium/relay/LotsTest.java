package consilium.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LotsTest {

    @Test
    void equalSeedsDrawEqualLots() {
        assertThat(drawn(0.1, 7, 1_000)).isEqualTo(drawn(0.1, 7, 1_000)).isNotEqualTo(drawn(0.1, 8, 1_000));
    }

    @Test
    void theShareFailsInEveryWay() {
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        drawn(0.01, 1, 100_000).forEach(lot -> lot.ifPresent(fault -> faults.merge(fault, 1, Integer::sum)));

        assertThat(faults).containsOnlyKeys(Fault.values());
        assertThat(faults.values())
                .allSatisfy(times -> assertThat(times).isCloseTo(333, Percentage.withPercentage(20)));
    }

    @Test
    void noShareNeverFails() {
        assertThat(drawn(0, 1, 1_000)).allMatch(Optional::isEmpty);
    }

    private static List<Optional<Fault>> drawn(double share, long seed, int calls) {
        Lots lots = new Lots(share, seed);
        return Stream.generate(lots::draw).limit(calls).toList();
    }
}
