package consilium.deploy;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An evaluation's headline scores: the numbers that stand at the top of its `metrics.json`, by name.
final class Scores {

    private static final String FILE = "metrics.json";

    /// Numbers that stand beside the scores and are none.
    private static final Set<String> COUNTS = Set.of("images", "scoredImages", "classes");

    private final TreeMap<String, Optional<Double>> byName;

    private Scores(TreeMap<String, Optional<Double>> byName) {
        this.byName = byName;
    }

    static Scores of(Artefact evaluation) {
        if (!(evaluation.table(FILE) instanceof Map<?, ?> metrics)) {
            throw new IllegalStateException(FILE + " of evaluation " + evaluation.digest() + " is not a map");
        }
        return of(metrics);
    }

    /// A score that could not be computed stands as `null`; whatever is no number is no score.
    static Scores of(Map<?, ?> metrics) {
        TreeMap<String, Optional<Double>> byName = new TreeMap<>();
        metrics.forEach((name, value) -> {
            if ((value == null || value instanceof Number) && !COUNTS.contains((String) name)) {
                byName.put((String) name, score((Number) value));
            }
        });
        return new Scores(byName);
    }

    /// @return empty where the evaluation could not give the metric a value
    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid` for a metric the evaluation does not know
    Optional<Double> value(String metric) {
        Optional<Double> value = byName.get(metric);
        if (value == null) {
            String rule = "must be one of " + String.join(", ", byName.keySet()) + ", was \"" + metric + "\"";
            throw new Problem.SpecInvalid("experiment spec", List.of(new Violation("gate.metric", rule))).toException();
        }
        return value;
    }

    private static Optional<Double> score(@Nullable Number value) {
        return value == null ? Optional.empty() : Optional.of(value.doubleValue());
    }
}
