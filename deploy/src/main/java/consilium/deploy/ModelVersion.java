package consilium.deploy;

import consilium.kernel.recipe.Digest;
import java.time.Instant;
import java.util.Optional;

/// One version of a registered model: a network whose score passed its gate.
///
/// @param name         of the model, shared by its versions
/// @param model        digest of the `model` artefact; the version is its first twelve digits
/// @param evaluation   digest of the `evaluation` artefact the gate looked at
/// @param registration digest of the `registration` artefact
/// @param metric       that the gate asked for, with the value reached and the least, or the most, that passes
/// @param registered   when the gate's decision was recorded
public record ModelVersion(
        String name,
        Digest model,
        Digest evaluation,
        Digest registration,
        String metric,
        double value,
        Optional<Double> atLeast,
        Optional<Double> atMost,
        Instant registered) {

    public String version() {
        return model.brief();
    }

    /// `name@version`.
    public String address() {
        return new ModelName(name, Optional.of(version())).toString();
    }
}
