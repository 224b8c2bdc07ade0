package consilium.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.evaluate.metric.Calibration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExhibitsTest {

    @Test
    void theyReachFromTheWorstToTheBest() {
        assertThat(shown(3, 0.5, 0.1, 0.9, 0.3, 0.7)).containsExactly(1, 0, 2);
    }

    @Test
    void aSingleOneIsTheMedian() {
        assertThat(shown(1, 0.5, 0.1, 0.9)).containsExactly(0);
    }

    @Test
    void equalScoresStandInTheirOwnOrder() {
        assertThat(shown(3, 0.5, 0.5, 0.5)).containsExactly(0, 1, 2);
    }

    @Test
    void thereAreNoMoreThanThereAreImages() {
        assertThat(shown(6, 0.2, 0.1)).containsExactly(1, 0);
        assertThat(shown(6)).isEmpty();
        assertThat(shown(0, 0.2)).isEmpty();
    }

    private static List<Integer> shown(int count, double... dice) {
        List<ImageScore> scores = IntStream.range(0, dice.length)
                .mapToObj(index -> new ImageScore(
                        index, index, List.of(OptionalDouble.of(dice[index])), List.of(), List.of(),
                        new Calibration(2), Map.of(), List.of()))
                .toList();
        return Exhibits.choose(scores, count).stream().map(ImageScore::index).toList();
    }
}
