package consilium.runtime.collect;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.runtime.store.CollectableStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Which blobs artefacts are made of, by their manifests. Each manifest is read once, ever, since it never changes.
final class Parts {

    private static final int AT_ONCE = 1000;

    private final Marks marks;
    private final CollectableStore store;

    Parts(Marks marks, CollectableStore store) {
        this.marks = marks;
        this.store = store;
    }

    /// Looks into those that are recorded and were not looked into yet. What cannot be read keeps only itself: nothing
    /// could be read from it either.
    ///
    /// @throws ProblemException `DependencyUnavailable`; nothing may be collected then
    void learn() throws SQLException {
        String last = "";
        List<Digest> unknown = marks.unknownArtefactsAfter(last, AT_ONCE);
        while (!unknown.isEmpty()) {
            for (Digest artefact : unknown) {
                learn(artefact);
            }
            marks.commit();
            unknown = marks.unknownArtefactsAfter(unknown.getLast().hex(), AT_ONCE);
        }
    }

    private void learn(Digest artefact) throws SQLException {
        try {
            List<Digest> blobs = new ArrayList<>(store.artefact(artefact).manifest().blobs().toList());
            blobs.add(artefact);
            marks.learn(artefact, blobs);
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.DependencyUnavailable) {
                throw e;
            }
        }
    }
}
