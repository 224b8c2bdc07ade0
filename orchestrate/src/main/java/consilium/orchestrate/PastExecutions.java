package consilium.orchestrate;

import consilium.kernel.ledger.Execution;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Digest;
import java.util.List;

/// What was made from one slice of a spec, from whatever inputs and by whatever revision of its stage.
@FunctionalInterface
public interface PastExecutions {

    /// Newest first.
    List<Execution> ofSlice(StageName stage, Digest slice);
}
