package consilium.kernel.ledger;

import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import java.time.Instant;
import java.util.Map;

/// One making of a recipe's outputs, as it was recorded.
///
/// @param recipe      what decided the outputs
/// @param outputs     the artefacts, by role
/// @param summary     see [consilium.kernel.stage.Made]
/// @param environment what explains a divergence without defining the recipe: commit, JDK, system, processor, host
/// @param attempt     which attempt succeeded, from 1
public record Execution(
        Recipe recipe,
        Map<String, Digest> outputs,
        Map<String, Object> summary,
        Map<String, Object> environment,
        int attempt,
        Instant started,
        Instant finished) {

    public long millis() {
        return finished.toEpochMilli() - started.toEpochMilli();
    }
}
