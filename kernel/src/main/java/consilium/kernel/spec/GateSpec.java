package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model must reach to be registered and served: of a score at least a value, of a distance or an error at most.
///
/// The bound that is not given is not written, so a gate with `atLeast` has the recipe it had when there was no other.
///
/// @param metric  a metric's name in the evaluation, such as `dice`
/// @param atLeast the least value that passes; either this or `atMost`
/// @param atMost  the largest value that passes
/// @param methods whose models are offered to the gate; empty: every method that learns
@About("What a model must reach to be registered and served: exactly one of atLeast and atMost.")
public record GateSpec(
        @About("A metric of the evaluation, such as dice") @Default("dice") String metric,
        @About("The least value that passes, for scores; either this or atMost") Optional<Double> atLeast,
        @About("The largest value that passes, for distances and errors; either this or atLeast") Optional<Double> atMost,
        @About("Methods whose models are offered; empty: every method that learns") List<String> methods) {

    public GateSpec {
        if (atLeast.isPresent() == atMost.isPresent()) {
            throw new IllegalArgumentException("a gate has either atLeast or atMost, "
                    + (atLeast.isPresent() ? "was given both" : "was given neither"));
        }
    }

    /// At least a value.
    public GateSpec(String metric, double atLeast, List<String> methods) {
        this(metric, Optional.of(atLeast), Optional.empty(), methods);
    }

    /// Whether a model of this score passes; the bound itself does.
    public boolean passes(double value) {
        return atLeast.map(least -> value >= least).orElse(true) && atMost.map(most -> value <= most).orElse(true);
    }

    void requireKnown(Map<String, MethodSpec> known) {
        for (String method : methods) {
            if (!(known.get(method) instanceof MethodSpec.Learning)) {
                throw new IllegalArgumentException("gate.methods names \"" + method
                        + "\", which is not a method that learns; known are " + String.join(", ", known.keySet()));
            }
        }
    }
}
