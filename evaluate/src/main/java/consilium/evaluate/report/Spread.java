package consilium.evaluate.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Mean and standard deviation over repeats.
///
/// @param values at least one
record Spread(List<Double> values) {

    double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /// Divided by n - 1.
    double standardDeviation() {
        double mean = mean();
        double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        return StrictMath.sqrt(squares / (values.size() - 1));
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("mean", mean());
        if (values.size() > 1) {
            tree.put("std", standardDeviation());
        }
        tree.put("values", values);
        return tree;
    }
}
