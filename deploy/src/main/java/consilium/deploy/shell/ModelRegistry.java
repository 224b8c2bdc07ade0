package consilium.deploy.shell;

import consilium.deploy.Catalogue;
import consilium.deploy.ModelVersion;
import consilium.kernel.ledger.Execution;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Digest;
import consilium.runtime.ledger.Lineage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The registered models, as the ledger has them: what some execution of the deploy stage let pass.
///
/// The ledger is the only place that knows: every replica sees the same models, and none has to be told.
@ApplicationScoped
public class ModelRegistry {

    private final Lineage lineage;
    private final long refreshNanos;
    private volatile Seen seen = new Seen(new Catalogue(List.of()), 0, false);

    ModelRegistry(Lineage lineage, ServingConfig config) {
        this.lineage = lineage;
        this.refreshNanos = config.refresh().toNanos();
    }

    /// The models registered now, or a moment ago.
    public Catalogue catalogue() {
        Seen last = seen;
        if (last.read() && System.nanoTime() - last.nanos() < refreshNanos) {
            return last.catalogue();
        }
        long now = System.nanoTime();
        Catalogue fresh = new Catalogue(lineage.passed(StageName.DEPLOY).stream()
                .map(ModelRegistry::version)
                .toList());
        seen = new Seen(fresh, now, true);
        return fresh;
    }

    private static ModelVersion version(Execution execution) {
        Map<String, Object> summary = execution.summary();
        Map<String, Digest> inputs = execution.recipe().inputs();
        return new ModelVersion(
                (String) required(summary, "model"),
                required(inputs, Role.MODEL),
                required(inputs, Role.EVALUATION),
                required(execution.outputs(), Role.REGISTRATION),
                (String) required(summary, "metric"),
                ((Number) required(summary, "value")).doubleValue(),
                bound(summary, "atLeast"),
                bound(summary, "atMost"),
                execution.finished());
    }

    private static Optional<Double> bound(Map<String, Object> summary, String key) {
        return Optional.ofNullable((Number) summary.get(key)).map(Number::doubleValue);
    }

    private static <T> T required(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private record Seen(Catalogue catalogue, long nanos, boolean read) {}
}
