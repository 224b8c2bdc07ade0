package consilium.runtime.work;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.Manifest;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What two makings of one recipe differ in: the artefact, the array or file in it, and the tensor in that, where it
/// can be told. The first difference stands first.
final class Differences {

    private final ArtefactStore store;

    Differences(ArtefactStore store) {
        this.store = store;
    }

    /// @return one line for each role whose digests differ; empty when all are equal
    List<String> between(Map<String, Digest> recorded, Map<String, Digest> made) {
        List<String> lines = new ArrayList<>();
        TreeSet<String> roles = new TreeSet<>(recorded.keySet());
        roles.addAll(made.keySet());
        for (String role : roles) {
            Digest before = recorded.get(role);
            Digest now = made.get(role);
            if (before == null) {
                lines.add(role + ": not among what was recorded");
            } else if (now == null) {
                lines.add(role + ": not made again");
            } else if (!before.equals(now)) {
                lines.add(role + ": " + first(before, now) + " (recorded " + before.brief() + ", made " + now.brief()
                        + ")");
            }
        }
        return lines;
    }

    private String first(Digest recorded, Digest made) {
        try {
            Artefact before = store.artefact(recorded);
            Artefact now = store.artefact(made);
            return firstPart(before, now).orElse("kind, version or attributes differ");
        } catch (ProblemException e) {
            return "differs, and cannot be compared: " + e.getMessage();
        }
    }

    private Optional<String> firstPart(Artefact before, Artefact now) {
        Map<String, Digest> parts = parts(before.manifest());
        Map<String, Digest> others = parts(now.manifest());
        TreeSet<String> names = new TreeSet<>(parts.keySet());
        names.addAll(others.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(parts.get(name), others.get(name)))
                .findFirst()
                .map(name -> name + " differs" + tensor(name, before, now));
    }

    private static Map<String, Digest> parts(Manifest manifest) {
        Map<String, Digest> parts = new TreeMap<>();
        manifest.arrays().forEach((name, array) -> parts.put(name, array.digest()));
        manifest.files().forEach((name, file) -> parts.put(name, file.digest()));
        return parts;
    }

    private static String tensor(String name, Artefact before, Artefact now) {
        boolean comparable = name.endsWith(".safetensors")
                && before.manifest().files().containsKey(name)
                && now.manifest().files().containsKey(name);
        return comparable
                ? Safetensors.firstDifference(before.file(name), now.file(name))
                        .map(tensor -> ", first in the tensor " + tensor)
                        .orElse("")
                : "";
    }
}
