package consilium.evaluate;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/// Scores of several images: their mean and their standard deviation. What has no score is not among them.
record Sample(List<Double> scores) {

    Sample {
        scores = List.copyOf(scores);
    }

    static Sample of(Collection<OptionalDouble> scores) {
        return new Sample(scores.stream()
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList());
    }

    int size() {
        return scores.size();
    }

    /// Empty when there is no score.
    OptionalDouble mean() {
        return scores.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum() / scores.size());
    }

    /// Divided by one less than there are scores; 0 for a single one, empty when there is none.
    OptionalDouble standardDeviation() {
        if (scores.size() < 2) {
            return scores.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(0);
        }
        double mean = sum() / scores.size();
        double squares = 0;
        for (double score : scores) {
            squares += (score - mean) * (score - mean);
        }
        return OptionalDouble.of(StrictMath.sqrt(squares / (scores.size() - 1)));
    }

    /// In order, so that it is the same sum everywhere.
    private double sum() {
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        return sum;
    }
}
