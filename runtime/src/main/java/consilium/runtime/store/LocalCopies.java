package consilium.runtime.store;

import consilium.kernel.artefact.BlobSink;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// What this machine has of a remote store: blobs on their way there, and blobs that were fetched, so that arrays can be
/// mapped into memory and are fetched once. Several processes may share the folder. It may be deleted at any time that
/// none of them runs.
final class LocalCopies {

    /// What was used so recently may be in use: it stays, whatever the limit.
    private static final Duration YOUNG = Duration.ofMinutes(10);

    private final DirectoryStore folder;
    private final long limit;
    private final AtomicLong bytes = new AtomicLong();
    private final ReentrantLock trimming = new ReentrantLock();

    /// @param limit bytes that the folder grows to before what was not used for longest goes
    LocalCopies(Path folder, long limit) {
        this.folder = new DirectoryStore(folder);
        this.limit = limit;
        this.folder.forEachBlob(blob -> bytes.addAndGet(blob.bytes()));
    }

    BlobSink newBlob() {
        return folder.newBlob();
    }

    Path path(Digest blob) {
        return folder.path(blob);
    }

    /// To be called with each blob that came in.
    void added(Digest blob) {
        try {
            if (bytes.addAndGet(Files.size(path(blob))) > limit) {
                trim();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The copy's bytes, its digest checked; empty when there is no copy, or it was damaged and has been thrown away.
    Optional<MemorySegment> map(Digest blob) {
        try {
            Files.setLastModifiedTime(path(blob), FileTime.from(Instant.now()));
            return Optional.of(folder.map(blob));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.ArtefactDamaged) {
                forget(blob);
            }
            return Optional.empty();
        }
    }

    void forget(Digest blob) {
        folder.delete(List.of(blob));
    }

    /// One thread trims, the others go on. A mapping outlives its file.
    private void trim() {
        if (!trimming.tryLock()) {
            return;
        }
        try {
            List<CollectableStore.Blob> oldestFirst = new ArrayList<>();
            folder.forEachBlob(oldestFirst::add);
            oldestFirst.sort(Comparator.comparing(CollectableStore.Blob::written));
            long left = oldestFirst.stream().mapToLong(CollectableStore.Blob::bytes).sum();
            Instant young = Instant.now().minus(YOUNG);
            for (CollectableStore.Blob blob : oldestFirst) {
                if (left <= limit - limit / 10 || blob.written().isAfter(young)) {
                    break;
                }
                forget(blob.digest());
                left -= blob.bytes();
            }
            bytes.set(left);
        } finally {
            trimming.unlock();
        }
    }
}
