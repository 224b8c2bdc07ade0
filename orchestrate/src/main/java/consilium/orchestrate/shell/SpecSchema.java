package consilium.orchestrate.shell;

import consilium.kernel.format.JsonSchema;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.spec.ExperimentSpec;
import consilium.runtime.format.Trees;

/// The published JSON Schema of an experiment's spec.
public final class SpecSchema {

    private SpecSchema() {}

    /// Indented, its keys in the canonical order, so that it is the same text every time.
    public static String text() {
        String canonical = Canonical.text(JsonSchema.of(ExperimentSpec.class, "urn:consilium:schema:experiment:v1"));
        return Trees.pretty(Trees.json(canonical, "schema")) + "\n";
    }
}
