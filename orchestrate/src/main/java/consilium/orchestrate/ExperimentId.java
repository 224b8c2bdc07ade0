package consilium.orchestrate;

import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// An experiment's id: part of every Kafka key and of its address at the API.
///
/// @param text 1 to 128 letters, digits, dots, dashes, colons or underscores
public record ExperimentId(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public ExperimentId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("an experiment's id is 1 to 128 letters, digits, dots, dashes, colons or"
                    + " underscores, was \"" + text + "\"");
        }
    }

    /// The id that an idempotency key always gives: `exp-` and twelve hexadecimal digits of the key's SHA-256.
    public static ExperimentId ofKey(String key) {
        return new ExperimentId("exp-" + Digest.of(key).brief());
    }

    /// Empty when it is none.
    public static Optional<ExperimentId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ExperimentId(text)) : Optional.empty();
    }

    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid` when a sender gave an id of another form
    public static ExperimentId given(String text) {
        try {
            return new ExperimentId(text);
        } catch (IllegalArgumentException e) {
            Violation violation = new Violation("experiment", String.valueOf(e.getMessage()));
            throw new Problem.SpecInvalid("experiment request", List.of(violation)).toException(e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
