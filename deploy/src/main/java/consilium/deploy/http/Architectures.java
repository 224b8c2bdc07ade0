package consilium.deploy.http;

import consilium.deploy.ServedNetwork;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.networks.Architecture;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the registered models' networks look like, read from the models themselves.
@ApplicationScoped
class Architectures {

    private final ArtefactStore store;

    Architectures(ArtefactStore store) {
        this.store = store;
    }

    /// @throws consilium.kernel.problem.ProblemException `ArtefactMissing` or `ArtefactDamaged`
    Architecture read(Digest model) {
        return ServedNetwork.architecture(store.artefact(model));
    }

    /// As a tree, or why it cannot be told: one damaged model must not hide the others.
    Known of(Digest model) {
        try {
            Map<String, Object> tree = new LinkedHashMap<>();
            read(model).tree().forEach((name, value) -> {
                if (value != null) {
                    tree.put(name, value);
                }
            });
            return new Known(tree, "");
        } catch (ProblemException e) {
            return new Known(Map.of(), e.problem().detail());
        }
    }

    /// @param problem empty when the tree is there
    record Known(Map<String, Object> tree, String problem) {}
}
