package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import java.util.List;
import java.util.Map;

/// What a model must reach to be registered and served.
///
/// @param metric  a metric's name in the evaluation, such as `dice`
/// @param atLeast the least value that passes
/// @param methods whose models are offered to the gate; empty: every method that learns
@About("What a model must reach to be registered and served.")
public record GateSpec(
        @About("A metric of the evaluation, such as dice") @Default("dice") String metric,
        @About("The least value that passes") double atLeast,
        @About("Methods whose models are offered; empty: every method that learns") List<String> methods) {

    void requireKnown(Map<String, MethodSpec> known) {
        for (String method : methods) {
            if (!(known.get(method) instanceof MethodSpec.Learning)) {
                throw new IllegalArgumentException("gate.methods names \"" + method
                        + "\", which is not a method that learns; known are " + String.join(", ", known.keySet()));
            }
        }
    }
}
