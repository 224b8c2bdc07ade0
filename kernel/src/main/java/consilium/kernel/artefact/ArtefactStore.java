package consilium.kernel.artefact;

import consilium.kernel.recipe.Digest;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Content-addressed bytes. Writing the same bytes twice is writing them once; what is read is checked against its
/// name. Safe for use by many threads and processes at once.
public interface ArtefactStore {

    /// A blob that is being written; it has no name until it is complete.
    BlobSink newBlob();

    /// @throws consilium.kernel.problem.ProblemException `ArtefactMissing`
    InputStream open(Digest blob);

    /// The blob's bytes, mapped rather than read, after its digest has been checked.
    ///
    /// @throws consilium.kernel.problem.ProblemException `ArtefactMissing` or `ArtefactDamaged`
    MemorySegment map(Digest blob);

    /// Whether the blob is there; says nothing of its bytes.
    boolean contains(Digest blob);

    /// Reads the blob and compares it with its name; empty when intact, else what is wrong.
    Optional<String> damage(Digest blob);

    /// A JSON document as a plain tree: the store's adapter brings the parser.
    @Nullable
    Object parse(InputStream json);

    /// The artefact of that name, its manifest checked.
    ///
    /// @throws consilium.kernel.problem.ProblemException `ArtefactMissing` or `ArtefactDamaged`
    default Artefact artefact(Digest digest) {
        return Artefact.open(this, digest);
    }
}
