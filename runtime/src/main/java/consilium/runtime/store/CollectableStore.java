package consilium.runtime.store;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.recipe.Digest;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;

/// A store whose blobs can be listed and taken away: what garbage collection needs beside reading and writing.
public interface CollectableStore extends ArtefactStore {

    /// @param bytes   its length
    /// @param written when, by the store's own clock
    record Blob(Digest digest, long bytes, Instant written) {}

    /// Visits every blob, in no particular order. One that is written or deleted meanwhile may or may not be seen.
    ///
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`
    void forEachBlob(Consumer<Blob> visitor);

    /// Takes the blobs away; one that is not there is no failure. Whoever calls this has made sure that nobody needs
    /// them.
    ///
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`
    void delete(Collection<Digest> blobs);

    /// Tells whether blobs can be kept now.
    ///
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`, saying what to do
    void requireUsable();

    /// Where it is, for people: a folder or `s3://bucket/prefix`.
    String location();
}
