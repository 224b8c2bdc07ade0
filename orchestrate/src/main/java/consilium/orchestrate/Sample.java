package consilium.orchestrate;

import java.util.List;
import java.util.Optional;

/// One number per repeat, and what is told of them.
record Sample(List<Double> values) {

    Optional<Double> mean() {
        return values.isEmpty() ? Optional.empty() : Optional.of(sum() / values.size());
    }

    /// With n - 1 in the denominator; absent below two values.
    Optional<Double> standardDeviation() {
        if (values.size() < 2) {
            return Optional.empty();
        }
        double mean = sum() / values.size();
        double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        return Optional.of(Math.sqrt(squares / (values.size() - 1)));
    }

    private double sum() {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }
}
