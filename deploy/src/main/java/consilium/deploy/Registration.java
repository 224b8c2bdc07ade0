package consilium.deploy;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.GateSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The gate's decision on one model, as it stands in `registration.json`: the model is served when `passed`.
///
/// @param name          of the model; its versions share it
/// @param version       the first twelve hexadecimal digits of the model's digest
/// @param model         digest of the `model` artefact
/// @param evaluation    digest of the `evaluation` artefact the gate looked at
/// @param metric        that the gate asked for
/// @param value         of the metric; absent where the evaluation could not give it one
/// @param atLeast       the least value that passes; either this or `atMost`
/// @param atMost        the largest value that passes
/// @param passed        whether the value is there and within the bound
/// @param architecture  the model's `architecture.json`: all that is needed to build its network again
/// @param preprocessing the model's `preprocessing.json`: what was done to the images it learned from
public record Registration(
        String name,
        String version,
        Digest model,
        Digest evaluation,
        String metric,
        Optional<Double> value,
        Optional<Double> atLeast,
        Optional<Double> atMost,
        boolean passed,
        Map<String, Object> architecture,
        Map<String, Object> preprocessing) {

    public static final String KIND = "registration";
    static final int LAYOUT = 1;
    public static final String FILE = "registration.json";

    public Registration {
        if (!version.equals(model.brief())) {
            throw new IllegalArgumentException("the version of model " + model + " is " + model.brief() + ", was "
                    + version);
        }
        GateSpec gate = new GateSpec(metric, atLeast, atMost, List.of());
        if (passed != value.filter(gate::passes).isPresent()) {
            throw new IllegalArgumentException(metric + " " + value + " against "
                    + atLeast.map(least -> "at least " + least).orElseGet(() -> "at most " + atMost.orElseThrow())
                    + " cannot have passed " + passed);
        }
    }

    /// @throws consilium.kernel.format.InvalidTreeException when it is not one of ours
    public static Registration of(@Nullable Object tree) {
        return RecordFormat.read(Registration.class, tree);
    }

    Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("passed", passed);
        summary.put("metric", metric);
        value.ifPresent(number -> summary.put("value", number));
        atLeast.ifPresent(least -> summary.put("atLeast", least));
        atMost.ifPresent(most -> summary.put("atMost", most));
        summary.put("model", name);
        summary.put("version", version);
        return summary;
    }
}
