package consilium.evaluate.comparison;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Wilcoxon's signed-rank test: whether differences lie around 0 symmetrically.
///
/// Differences of 0 are left out, as Wilcoxon has it; equal sizes share their mean rank. Up to 25 differences the
/// distribution is counted exactly, over all `2^n` signs and with the shared ranks as they are; beyond, it is the
/// normal approximation with the variance corrected for shared ranks and 1/2 for continuity.
///
/// Source: Wilcoxon, Biometrics Bulletin 1(6), 1945, doi:10.2307/3001968; corrections as in Hollander, Wolfe and
/// Chicken, Nonparametric Statistical Methods.
///
/// @param differences that are not 0
/// @param positive    sum of the ranks of those above 0
/// @param negative    sum of the ranks of those below 0
/// @param pValue      two-sided; 1 where there is no difference
public record SignedRank(int differences, double positive, double negative, double pValue) {

    private static final int LARGEST_EXACT = 25;

    public static SignedRank of(double[] differences) {
        double[] counted = Arrays.stream(differences).filter(each -> each != 0).toArray();
        double[] ranks = ranks(counted);
        double positive = 0;
        double negative = 0;
        for (int index = 0; index < counted.length; index++) {
            if (counted[index] > 0) {
                positive += ranks[index];
            } else {
                negative += ranks[index];
            }
        }
        double smaller = Math.min(positive, negative);
        double pValue = counted.length <= LARGEST_EXACT ? exact(ranks, smaller) : approximate(ranks, smaller);
        return new SignedRank(counted.length, positive, negative, pValue);
    }

    /// Of the sizes, from 1; equal ones share the mean of theirs.
    private static double[] ranks(double[] differences) {
        int count = differences.length;
        Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(index -> Math.abs(differences[index])));
        double[] ranks = new double[count];
        int first = 0;
        while (first < count) {
            int end = first;
            while (end < count && Math.abs(differences[order[end]]) == Math.abs(differences[order[first]])) {
                end++;
            }
            for (int place = first; place < end; place++) {
                ranks[order[place]] = (first + 1 + end) / 2.0;
            }
            first = end;
        }
        return ranks;
    }

    /// Twice the share of sign patterns whose sum is at most `smaller`. Sums are counted in halves, so that shared
    /// ranks are whole.
    private static double exact(double[] ranks, double smaller) {
        int[] halves = Arrays.stream(ranks).mapToInt(rank -> (int) (2 * rank)).toArray();
        long[] patterns = new long[Arrays.stream(halves).sum() + 1];
        patterns[0] = 1;
        for (int rank : halves) {
            for (int sum = patterns.length - 1; sum >= rank; sum--) {
                patterns[sum] += patterns[sum - rank];
            }
        }
        long atMost = Arrays.stream(patterns, 0, (int) (2 * smaller) + 1).sum();
        return Math.min(1, 2.0 * atMost / (1L << ranks.length));
    }

    private static double approximate(double[] ranks, double smaller) {
        double count = ranks.length;
        double mean = count * (count + 1) / 4;
        double variance = count * (count + 1) * (2 * count + 1) / 24 - ties(ranks) / 48;
        double away = Math.max(0, mean - smaller - 0.5);
        return 2 * NormalTail.above(away / StrictMath.sqrt(variance));
    }

    /// The sum of `t^3 - t` over the groups of `t` equal ranks.
    private static double ties(double[] ranks) {
        double[] sorted = ranks.clone();
        Arrays.sort(sorted);
        double sum = 0;
        int first = 0;
        while (first < sorted.length) {
            int end = first;
            while (end < sorted.length && sorted[end] == sorted[first]) {
                end++;
            }
            double size = end - first;
            sum += size * size * size - size;
            first = end;
        }
        return sum;
    }
}
