package consilium.kernel.stage;

import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Digest;
import java.util.Map;

/// One kind of step: what it is called, what it reads from outside, and how it makes its output.
///
/// @param <S> the slice of the spec it reads
public interface Stage<S extends StageSpec> {

    StageName name();

    Class<S> slice();

    /// Digests of whatever the slice names outside the store, such as a data set's files, by name. They are part of
    /// the recipe, so that a changed file is a changed input. Empty for all but ingestion.
    ///
    /// @throws consilium.kernel.problem.ProblemException when something named is not there
    default Map<String, Digest> sources(S slice) {
        return Map.of();
    }

    /// Makes the output, decided by the slice, the inputs and the sources alone: no clock, network or shared state.
    ///
    /// @throws consilium.kernel.problem.ProblemException for a failure we foresee
    Made make(S slice, Inputs inputs, Workshop workshop);
}
