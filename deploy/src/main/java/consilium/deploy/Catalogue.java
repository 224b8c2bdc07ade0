package consilium.deploy;

import static java.util.Comparator.comparing;

import consilium.kernel.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.TreeMap;

/// The registered models by name, each with its versions, the newest first: that one answers to the bare name.
///
/// A model that passed several gates is one version, as of the last time.
public final class Catalogue {

    private final TreeMap<String, LinkedHashMap<String, ModelVersion>> byName = new TreeMap<>();

    /// @param versions in any order
    public Catalogue(List<ModelVersion> versions) {
        List<ModelVersion> newestFirst = new ArrayList<>(versions);
        // Two registered in the same instant: their digests decide, so that every replica serves the same one.
        newestFirst.sort(comparing(ModelVersion::registered).thenComparing(ModelVersion::model).reversed());
        for (ModelVersion version : newestFirst) {
            byName.computeIfAbsent(version.name(), name -> new LinkedHashMap<>())
                    .putIfAbsent(version.version(), version);
        }
    }

    /// The models' names, in alphabetical order.
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /// A model's versions, newest first.
    ///
    /// @throws consilium.kernel.problem.ProblemException `NotFound`
    public SequencedCollection<ModelVersion> versions(String name) {
        return known(name).sequencedValues();
    }

    /// The version asked for, the newest where none is named.
    ///
    /// @throws consilium.kernel.problem.ProblemException `NotFound`, naming the versions there are
    public ModelVersion find(ModelName wanted) {
        LinkedHashMap<String, ModelVersion> versions = known(wanted.name());
        return wanted.version()
                .map(version -> known(versions, version, wanted))
                .orElseGet(() -> versions.firstEntry().getValue());
    }

    private LinkedHashMap<String, ModelVersion> known(String name) {
        LinkedHashMap<String, ModelVersion> versions = byName.get(name);
        if (versions == null) {
            throw new Problem.NotFound("model", quoted(name, names())).toException();
        }
        return versions;
    }

    private static ModelVersion known(Map<String, ModelVersion> versions, String version, ModelName wanted) {
        ModelVersion found = versions.get(version);
        if (found == null) {
            throw new Problem.NotFound("model", quoted(wanted.toString(), List.copyOf(versions.keySet())))
                    .toException();
        }
        return found;
    }

    private static String quoted(String wanted, List<String> known) {
        return "\"" + wanted + "\"; registered " + (known.isEmpty() ? "is none" : "are " + String.join(", ", known));
    }
}
