package consilium.kernel.stage;

import consilium.kernel.recipe.Digest;
import java.util.Map;

/// What a step made.
///
/// @param outputs the artefacts, by role
/// @param summary what a dashboard shows without opening them: scores, counts; decided by the recipe alone
public record Made(Map<String, Digest> outputs, Map<String, Object> summary) {}
