package consilium.orchestrate;

import consilium.kernel.format.JsonSchema;
import consilium.kernel.spec.ExperimentSpec;
import java.util.Map;

/// The published JSON Schema of an experiment's spec.
public final class SpecSchema {

    private SpecSchema() {}

    public static Map<String, Object> tree() {
        return JsonSchema.of(ExperimentSpec.class, "urn:consilium:schema:experiment:v1");
    }
}
