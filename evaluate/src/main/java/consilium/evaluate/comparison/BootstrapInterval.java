package consilium.evaluate.comparison;

import consilium.evaluate.metric.Quantile;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A confidence interval of a mean by the percentile bootstrap: the mean of as many numbers drawn from them with
/// replacement, many times over, and the quantiles of these means.
///
/// Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
///
/// @param level the share of such intervals that hold the true mean, such as 0.95
public record BootstrapInterval(double low, double high, double level) {

    public BootstrapInterval {
        if (!(low <= high) || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an interval has low <= high and a level between 0 and 1, was "
                    + low + " to " + high + " at " + level);
        }
    }

    /// @param numbers at least one
    /// @param draws   how often they are drawn, at least 1; 10,000 is usual
    public static BootstrapInterval ofMean(double[] numbers, double level, int draws, RandomGenerator random) {
        double[] means = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            double sum = 0;
            for (int number = 0; number < numbers.length; number++) {
                sum += numbers[random.nextInt(numbers.length)];
            }
            means[draw] = sum / numbers.length;
        }
        Arrays.sort(means);
        double outside = (1 - level) / 2;
        return new BootstrapInterval(Quantile.of(means, outside), Quantile.of(means, 1 - outside), level);
    }
}
