package consilium.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import consilium.evaluate.comparison.PairedComparison.Verdict;
import consilium.kernel.recipe.RandomStreams;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {

    private static final RandomStreams STREAMS = new RandomStreams(7, "comparison");

    @Test
    void aSmallButSteadyLeadIsHigher() {
        List<OptionalDouble> scores = scores(60, image -> 0.5 + image / 200.0);
        List<OptionalDouble> above = scores(60, image -> 0.51 + image / 200.0 + (image % 5 - 1.5) / 100);

        PairedComparison comparison = PairedComparison.of(above, scores, STREAMS, "above, scores");

        assertThat(comparison.meanDifference()).isCloseTo(0.015, within(1e-12));
        assertThat(comparison.interval().low()).isBetween(0.005, 0.015);
        assertThat(comparison.interval().high()).isBetween(0.015, 0.025);
        assertThat(comparison.verdict()).isEqualTo(Verdict.FIRST_HIGHER);
        assertThat(PairedComparison.of(scores, above, STREAMS, "scores, above").verdict())
                .isEqualTo(Verdict.OTHER_HIGHER);
    }

    @Test
    void chanceIsUndecided() {
        PairedComparison comparison = PairedComparison.of(
                scores(40, image -> image * 17 % 40), scores(40, image -> image * 23 % 40), STREAMS, "noise");

        assertThat(comparison.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(comparison.interval().low()).isNegative();
        assertThat(comparison.interval().high()).isPositive();
    }

    @Test
    void equalMethodsAreUndecided() {
        List<OptionalDouble> scores = scores(10, image -> image);

        PairedComparison comparison = PairedComparison.of(scores, scores, STREAMS, "same");

        assertThat(comparison.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(comparison.test().pValue()).isEqualTo(1);
        assertThat(comparison.interval()).isEqualTo(new BootstrapInterval(0, 0, 0.95));
    }

    @Test
    void imagesWithoutAScoreAreLeftOut() {
        List<OptionalDouble> gaps = List.of(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.of(3));
        List<OptionalDouble> more = List.of(OptionalDouble.of(2), OptionalDouble.of(9), OptionalDouble.empty());

        assertThat(PairedComparison.of(gaps, more, STREAMS, "gaps"))
                .returns(1, PairedComparison::pairs)
                .returns(-1.0, PairedComparison::meanDifference);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedComparison.of(
                        List.of(OptionalDouble.empty()), List.of(OptionalDouble.of(1)), STREAMS, "none"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedComparison.of(gaps, List.of(), STREAMS, "lengths"));
    }

    @Test
    void oneNameDrawsTheSameImagesAnywhere() {
        List<OptionalDouble> first = scores(30, image -> image * 31 % 17);
        List<OptionalDouble> other = scores(30, image -> image * 13 % 19);

        PairedComparison comparison = PairedComparison.of(first, other, STREAMS, "a");

        assertThat(PairedComparison.of(first, other, new RandomStreams(7, "comparison"), "a")).isEqualTo(comparison);
        assertThat(PairedComparison.of(first, other, STREAMS, "b").interval()).isNotEqualTo(comparison.interval());
    }

    /// The mean of many draws is nearly normal: 1.96 standard errors either side.
    @Test
    void theIntervalIsThatOfTheNormalForManyImages() {
        Random random = new Random(3);
        double[] numbers = random.doubles(400).toArray();
        double mean = IntStream.range(0, 400).mapToDouble(i -> numbers[i]).average().orElseThrow();
        double variance = IntStream.range(0, 400)
                .mapToDouble(i -> (numbers[i] - mean) * (numbers[i] - mean))
                .average()
                .orElseThrow();
        double reach = 1.96 * Math.sqrt(variance / 400);

        BootstrapInterval interval = BootstrapInterval.ofMean(numbers, 0.95, 10_000, STREAMS.stream("normal"));

        assertThat(interval.low()).isCloseTo(mean - reach, within(0.1 * reach));
        assertThat(interval.high()).isCloseTo(mean + reach, within(0.1 * reach));
    }

    private static List<OptionalDouble> scores(int count, IntToDoubleFunction score) {
        return IntStream.range(0, count)
                .mapToObj(image -> OptionalDouble.of(score.applyAsDouble(image)))
                .toList();
    }
}
