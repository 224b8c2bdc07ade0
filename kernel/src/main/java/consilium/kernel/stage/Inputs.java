package consilium.kernel.stage;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.recipe.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The artefacts a step declared, and no other: a stage cannot read what it did not declare.
public final class Inputs {

    /// The table of an artefact that lists the artefacts it is put together from.
    public static final String PARTS = "parts.json";

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

    /// The parts of an input, each as if it were the whole: what its table `parts.json` lists, in order. A declared name
    /// vouches for them, so they are declared with it. Empty where the input has no such table.
    public List<Inputs> parts(String role) {
        Artefact whole = get(role);
        if (!whole.manifest().files().containsKey(PARTS)) {
            return List.of();
        }
        List<Inputs> parts = new ArrayList<>();
        for (Object part : (List<?>) Objects.requireNonNull(whole.table(PARTS))) {
            parts.add(new Inputs(store, Map.of(role, new Digest(String.valueOf(part)))));
        }
        return parts;
    }

    public boolean has(String role) {
        return declared.containsKey(role);
    }

    public Map<String, Digest> digests() {
        return declared;
    }
}
