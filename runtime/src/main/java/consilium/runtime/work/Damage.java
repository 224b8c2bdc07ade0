package consilium.runtime.work;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is wrong with stored artefacts, found by reading every byte.
final class Damage {

    private final ArtefactStore store;

    Damage(ArtefactStore store) {
        this.store = store;
    }

    /// @return one line for each role whose artefact is missing or damaged, naming the part; empty when all is intact
    List<String> in(Map<String, Digest> artefacts) {
        return new TreeMap<>(artefacts)
                .entrySet().stream()
                .flatMap(entry -> of(entry.getValue())
                        .map(problem -> entry.getKey() + " was damaged: " + problem.detail())
                        .stream())
                .toList();
    }

    /// `ArtefactMissing` or `ArtefactDamaged`; empty when it is intact.
    Optional<Problem> of(Digest artefact) {
        try {
            return store.artefact(artefact).damage().map(Problem.class::cast);
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }
}
