package consilium.kernel.recipe;

import consilium.kernel.plan.StageName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Everything that decides a stage's output. Equal recipes make equal artefacts.
///
/// @param stage    who makes it
/// @param revision of the stage's behaviour; see [StageName#revision()]
/// @param slice    digest of the part of the spec the stage reads, seed included where it draws random numbers
/// @param inputs   the artefacts it reads, by role; it can open no other
public record Recipe(StageName stage, int revision, Digest slice, Map<String, Digest> inputs) {

    public Recipe {
        inputs = Map.copyOf(inputs);
    }

    /// The recipe's name; the ledger's key.
    public Digest digest() {
        return Canonical.digest(tree());
    }

    /// The recipe's parts as they are hashed, for a person who asks why two recipes differ.
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("stage", stage.label());
        tree.put("revision", revision);
        tree.put("slice", slice.hex());
        Map<String, String> named = new TreeMap<>();
        inputs.forEach((role, digest) -> named.put(role, digest.hex()));
        tree.put("inputs", named);
        return tree;
    }
}
