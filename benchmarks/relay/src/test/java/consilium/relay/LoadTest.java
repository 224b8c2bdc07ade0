package consilium.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void oneByOneAsksOnlyWhenNoneIsUnderWay() {
        Slow load = new Slow();

        assertThat(load.oneByOne(5)).containsExactly(1, 2, 3, 4, 5);
        assertThat(load.most).isEqualTo(1);
    }

    @Test
    void aFloodKeepsThatManyUnderWayAndWaitsForTheLast() {
        Slow load = new Slow();

        load.flood(Duration.ofMinutes(1), 100, 8, line -> {});

        assertThat(load.most).isEqualTo(8);
        assertThat(load.asked).isEqualTo(100);
        assertThat(load.underWay()).isZero();
    }

    @Test
    void aFloodCountsWhatCompletedWhileItLasted() {
        Slow load = new Slow();

        Load.Flood flood = load.flood(Duration.ofMillis(200), Integer.MAX_VALUE, 8, line -> {});

        assertThat(flood.millis()).hasSizeBetween(1, load.asked).isSorted();
        assertThat(flood.perSecond() * flood.seconds()).isCloseTo(flood.millis().length,
                Percentage.withPercentage(1e-9));
        assertThat(flood.seconds()).isGreaterThanOrEqualTo(0.2);
    }

    /// Completes one with each question; the n-th took n milliseconds.
    private static final class Slow implements Load {

        private final Queue<Double> waiting = new ArrayDeque<>();
        private int asked;
        private int most;

        @Override
        public void request() {
            waiting.add((double) ++asked);
            most = Math.max(most, waiting.size());
        }

        @Override
        public List<Double> completed(Duration patience) {
            return List.of(waiting.remove());
        }

        @Override
        public int underWay() {
            return waiting.size();
        }

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public void close() {}
    }
}
