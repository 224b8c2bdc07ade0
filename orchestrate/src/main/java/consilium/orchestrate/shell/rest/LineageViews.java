package consilium.orchestrate.shell.rest;

import consilium.kernel.ledger.Execution;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.runtime.ledger.Recorded;
import consilium.runtime.provenance.Provenances;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Recorded executions as the API shows them, each with its provenance.
@Singleton
class LineageViews {

    private final Provenances provenances;

    LineageViews(Provenances provenances) {
        this.provenances = provenances;
    }

    LineageView of(List<Recorded> executions) {
        return new LineageView(executions.stream().map(this::view).toList());
    }

    private LineageView.Execution view(Recorded recorded) {
        Execution execution = recorded.execution();
        return new LineageView.Execution(
                view(execution.recipe(), recorded.slice()),
                hex(execution.outputs()),
                execution.environment(),
                execution.summary(),
                execution.attempt(),
                execution.started(),
                execution.finished(),
                recorded.provenance().map(this::provenance).orElse(null));
    }

    private static LineageView.Recipe view(Recipe recipe, Optional<Map<String, Object>> slice) {
        return new LineageView.Recipe(
                recipe.digest().hex(),
                recipe.stage().label(),
                recipe.revision(),
                recipe.slice().hex(),
                slice.orElse(null),
                hex(recipe.inputs()));
    }

    /// A lost provenance hides nothing else of the lineage: its place says what became of it.
    private Map<String, Object> provenance(Digest provenance) {
        try {
            return provenances.tree(provenance);
        } catch (ProblemException e) {
            return Map.of("unavailable", e.problem().detail());
        }
    }

    private static Map<String, String> hex(Map<String, Digest> digests) {
        Map<String, String> hex = new TreeMap<>();
        digests.forEach((role, digest) -> hex.put(role, digest.hex()));
        return hex;
    }
}
