package consilium.orchestrate;

import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import consilium.kernel.spec.ExperimentSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a spec strictly: first field by field, then for what one field asks of another.
public final class SpecReader {

    private static final String WHAT = "experiment spec";

    private SpecReader() {}

    /// @param tree as a JSON or YAML parser gives it
    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid`, with every violation found
    public static ExperimentSpec read(@Nullable Object tree) {
        ExperimentSpec spec = readFields(tree);
        List<Violation> violations = Feasibility.violations(spec);
        if (!violations.isEmpty()) {
            throw new Problem.SpecInvalid(WHAT, violations).toException();
        }
        return spec;
    }

    private static ExperimentSpec readFields(@Nullable Object tree) {
        try {
            return RecordFormat.read(ExperimentSpec.class, tree);
        } catch (InvalidTreeException e) {
            throw new Problem.SpecInvalid(WHAT, e.violations()).toException(e);
        }
    }
}
