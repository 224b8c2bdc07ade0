package consilium.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Golden values: SciPy 1.17.1, `wilcoxon`.
class SignedRankTest {

    /// Depression scores before and after, from Hollander and Wolfe.
    @Test
    void ninePatients() {
        double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
        SignedRank test = SignedRank.of(IntStream.range(0, 9)
                .mapToDouble(patient -> before[patient] - after[patient])
                .toArray());

        assertThat(test.positive()).isEqualTo(40);
        assertThat(test.negative()).isEqualTo(5);
        assertThat(test.pValue()).isEqualTo(0.0390625);
    }

    @Test
    void tenWithoutTies() {
        SignedRank test = SignedRank.of(new double[] {0.07, 0.44, -0.19, 0.18, 0.55, -0.08, 0.29, 0.66, 0.03, 0.4});

        assertThat(test.negative()).isEqualTo(8);
        assertThat(test.pValue()).isEqualTo(0.048828125);
    }

    @Test
    void thirtyAreApproximatelyNormal() {
        SignedRank test = SignedRank.of(IntStream.rangeClosed(1, 30)
                .mapToDouble(i -> i * 7 % 11 - 4 + 0.01 * i)
                .toArray());

        assertThat(test.negative()).isEqualTo(133);
        assertThat(test.pValue()).isCloseTo(0.04172369252896859, within(1e-12));
    }

    @Test
    void sharedRanksAndNoDifferencesAreCorrectedFor() {
        SignedRank test = SignedRank.of(
                IntStream.rangeClosed(1, 40).mapToDouble(i -> i * 7 % 11 - 4).toArray());

        assertThat(test.differences()).isEqualTo(37);
        assertThat(test.negative()).isEqualTo(207.5);
        assertThat(test.pValue()).isCloseTo(0.02974080607531612, within(1e-12));
    }

    @Test
    void noDifferenceIsNoEvidence() {
        assertThat(SignedRank.of(new double[] {0, 0})).isEqualTo(new SignedRank(0, 0, 0, 1));
        assertThat(SignedRank.of(new double[] {0.3}).pValue()).isEqualTo(1);
    }

    /// By writing down every pattern of signs.
    @Property(tries = 100)
    void fewDifferencesAreCountedExactly(@ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int count) {
        double[] differences = new Random(seed).ints(count, -4, 5).asDoubleStream().toArray();
        SignedRank test = SignedRank.of(differences);
        double[] ranks = IntStream.range(0, count)
                .filter(index -> differences[index] != 0)
                .mapToDouble(index -> rank(differences, index))
                .toArray();
        double smaller = Math.min(test.positive(), test.negative());
        long atMost = IntStream.range(0, 1 << ranks.length)
                .filter(signs -> IntStream.range(0, ranks.length)
                        .filter(index -> (signs & 1 << index) != 0)
                        .mapToDouble(index -> ranks[index])
                        .sum() <= smaller)
                .count();

        assertThat(test.pValue()).isEqualTo(Math.min(1, 2.0 * atMost / (1 << ranks.length)));
    }

    private static double rank(double[] differences, int index) {
        double rank = 0.5;
        for (double other : differences) {
            if (other != 0 && Math.abs(other) < Math.abs(differences[index])) {
                rank += 1;
            } else if (Math.abs(other) == Math.abs(differences[index])) {
                rank += 0.5;
            }
        }
        return rank;
    }

    @Test
    void theNormalTail() {
        assertThat(NormalTail.above(0)).isEqualTo(0.5);
        assertThat(NormalTail.above(0.5)).isCloseTo(0.3085375387259869, within(1e-15));
        assertThat(NormalTail.above(1.96)).isCloseTo(0.024997895148220435, within(1e-15));
        assertThat(NormalTail.above(-1.96)).isCloseTo(1 - 0.024997895148220435, within(1e-15));
        assertThat(NormalTail.above(2.999)).isCloseTo(0.0013543365337271057, within(1e-16));
        assertThat(NormalTail.above(3)).isCloseTo(0.0013498980316300933, within(1e-16));
        assertThat(NormalTail.above(5) / 2.866515718791933e-07).isCloseTo(1, within(1e-12));
        assertThat(NormalTail.above(30) / 4.906713927147908e-198).isCloseTo(1, within(1e-12));
    }
}
