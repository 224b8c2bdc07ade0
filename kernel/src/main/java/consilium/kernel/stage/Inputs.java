package consilium.kernel.stage;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.recipe.Digest;
import java.util.Map;

/// The artefacts a step declared, and no other: a stage cannot read what it did not declare.
public final class Inputs {

    private final ArtefactStore store;
    private final Map<String, Digest> declared;

    public Inputs(ArtefactStore store, Map<String, Digest> declared) {
        this.store = store;
        this.declared = Map.copyOf(declared);
    }

    /// @throws IllegalArgumentException                  for a role that was not declared
    /// @throws consilium.kernel.problem.ProblemException `ArtefactMissing` or `ArtefactDamaged`
    public Artefact get(String role) {
        Digest digest = declared.get(role);
        if (digest == null) {
            throw new IllegalArgumentException("declared are " + declared.keySet() + ", not \"" + role + "\"");
        }
        return store.artefact(digest);
    }

    public boolean has(String role) {
        return declared.containsKey(role);
    }

    public Map<String, Digest> digests() {
        return declared;
    }
}
