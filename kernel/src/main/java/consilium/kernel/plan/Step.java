package consilium.kernel.plan;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One piece of work and what follows from it: a node of the plan.
///
/// @param id       unique in its plan and telling: `ingest/simulate/fuse-staple/train-staple-cnn-2`
/// @param spec     the slice of the spec the stage reads
/// @param method   the method it belongs to, where it belongs to one alone
/// @param repeat   which repeat of the method, from 0
/// @param children what may start when it is done
public record Step(String id, StageSpec spec, Optional<String> method, int repeat, List<Step> children) {

    public Step {
        children = List.copyOf(children);
    }

    public StageName stage() {
        return spec.stage();
    }

    /// This step and all below it, parents first.
    public Stream<Step> walk() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Step::walk));
    }

    /// @param scope   the artefacts made so far on the way to this step, by role
    /// @param sources digests of what it reads from outside, by name; empty but for ingestion
    /// @throws consilium.kernel.problem.ProblemException when a declared input is not in scope
    public Recipe recipe(Map<String, Digest> scope, Map<String, Digest> sources) {
        Map<String, Digest> inputs = new LinkedHashMap<>(sources);
        for (String role : spec.reads()) {
            Digest digest = scope.get(role);
            if (digest == null) {
                throw new Problem.InputUnavailable(id, role, List.copyOf(scope.keySet()))
                        .toException();
            }
            inputs.put(role, digest);
        }
        return new Recipe(stage(), stage().revision(), Canonical.digest(RecordFormat.write(spec)), inputs);
    }
}
