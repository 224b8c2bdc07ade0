package consilium.evaluate.comparison;

import consilium.kernel.recipe.RandomStreams;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Two methods' scores of the same images, compared image by image, so that "higher" is a statement and not an
/// impression.
///
/// @param pairs          images that have a score under both methods; others are left out
/// @param meanDifference of the first method's scores less the other's
/// @param interval       95 % percentile bootstrap interval of the mean difference, 10,000 draws
/// @param test           Wilcoxon's signed-rank test of the differences
public record PairedComparison(int pairs, double meanDifference, BootstrapInterval interval, SignedRank test) {

    private static final double LEVEL = 0.95;
    private static final double SIGNIFICANT = 0.05;
    private static final int DRAWS = 10_000;

    /// What the scores say. Whether higher is better is the score's affair.
    public enum Verdict {
        FIRST_HIGHER,
        OTHER_HIGHER,
        UNDECIDED
    }

    /// @param first   one method's scores, an image each
    /// @param other   the other method's, of the same images in the same order
    /// @param streams the randomness of the comparison
    /// @param name    of what is compared; one name always draws the same images
    public static PairedComparison of(
            List<OptionalDouble> first, List<OptionalDouble> other, RandomStreams streams, String name) {
        if (first.size() != other.size()) {
            throw new IllegalArgumentException("scores of the same images are compared, there are " + first.size()
                    + " and " + other.size());
        }
        double[] differences = IntStream.range(0, first.size())
                .filter(image -> first.get(image).isPresent() && other.get(image).isPresent())
                .mapToDouble(image -> first.get(image).getAsDouble() - other.get(image).getAsDouble())
                .toArray();
        if (differences.length == 0) {
            throw new IllegalArgumentException("no image has a score under both methods");
        }
        return new PairedComparison(
                differences.length,
                mean(differences),
                BootstrapInterval.ofMean(differences, LEVEL, DRAWS, streams.stream(name)),
                SignedRank.of(differences));
    }

    /// Higher where both agree: the interval lies on one side of 0 and the test's p-value is below 0.05.
    public Verdict verdict() {
        if (test.pValue() >= SIGNIFICANT) {
            return Verdict.UNDECIDED;
        }
        if (interval.low() > 0 && test.positive() > test.negative()) {
            return Verdict.FIRST_HIGHER;
        }
        return interval.high() < 0 && test.negative() > test.positive() ? Verdict.OTHER_HIGHER : Verdict.UNDECIDED;
    }

    private static double mean(double[] differences) {
        double sum = 0;
        for (double difference : differences) {
            sum += difference;
        }
        return sum / differences.length;
    }
}
