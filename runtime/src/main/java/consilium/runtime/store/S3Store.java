package consilium.runtime.store;

import consilium.kernel.artefact.BlobSink;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.runtime.format.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Artefacts in an S3 bucket.
///
/// A blob goes to the local disk first, since its key is known last, and from there to the bucket; it has its name when
/// it is whole in the bucket. What is to be mapped is fetched to the local disk, checked on the way, and kept there for
/// the next step. Whether a blob is there and intact is always asked of the bucket, never of the copy.
public final class S3Store implements CollectableStore {

    private static final int ATTEMPTS = 3;
    private static final int DELETED_AT_ONCE = 1000;
    private static final Duration ABANDONED = Duration.ofDays(7);

    private final S3Bucket bucket;
    private final S3Location location;
    private final LocalCopies copies;

    S3Store(S3Bucket bucket, S3Location location, LocalCopies copies) {
        this.bucket = bucket;
        this.location = location;
        this.copies = copies;
    }

    @Override
    public BlobSink newBlob() {
        return new S3Sink(this, copies.newBlob());
    }

    /// From the local disk to the bucket. A blob that is there already is read: an intact one stays, a damaged one is
    /// replaced.
    void upload(Digest blob) {
        copies.added(blob);
        if (!bucket.putNew(blob, copies.path(blob)) && damage(blob).isPresent()) {
            bucket.replace(blob, copies.path(blob));
        }
    }

    @Override
    public InputStream open(Digest blob) {
        return bucket.get(blob);
    }

    @Override
    public MemorySegment map(Digest blob) {
        return copies.map(blob).orElseGet(() -> {
            fetch(blob);
            return copies.map(blob).orElseThrow(() -> new Problem.ArtefactMissing(blob).toException());
        });
    }

    @Override
    public boolean contains(Digest blob) {
        return bucket.has(blob);
    }

    @Override
    public Optional<String> damage(Digest blob) {
        try {
            Digest found = persistently(() -> read(blob, OutputStream.nullOutputStream()));
            return found.equals(blob) ? Optional.empty() : Optional.of("its bytes have the digest " + found);
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.ArtefactMissing) {
                return Optional.of("missing");
            }
            throw e;
        }
    }

    @Override
    public @Nullable Object parse(InputStream json) {
        return Trees.json(json);
    }

    /// Ends abandoned uploads on the way.
    @Override
    public void forEachBlob(Consumer<Blob> visitor) {
        bucket.abortUploadsBegunBefore(Instant.now().minus(ABANDONED));
        bucket.forEach(visitor);
    }

    /// Copies stay, since somebody may be uploading from them; they go when they are old.
    @Override
    public void delete(Collection<Digest> blobs) {
        List<Digest> all = new ArrayList<>(blobs);
        for (int from = 0; from < all.size(); from += DELETED_AT_ONCE) {
            bucket.delete(all.subList(from, Math.min(all.size(), from + DELETED_AT_ONCE)));
        }
    }

    @Override
    public void requireUsable() {
        bucket.requireBucket();
    }

    @Override
    public String location() {
        return location.toString();
    }

    private void fetch(Digest blob) {
        Digest found = persistently(() -> {
            try (BlobSink copy = copies.newBlob()) {
                read(blob, copy);
                return copy.commit();
            }
        });
        if (!found.equals(blob)) {
            copies.forget(found);
            throw new Problem.ArtefactDamaged(blob, "blob", "its bytes have another digest").toException();
        }
        copies.added(blob);
    }

    /// Copies the blob's bytes; returns the digest they have.
    private Digest read(Digest blob, OutputStream into) throws IOException {
        MessageDigest sum = Digest.algorithm();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = bucket.get(blob)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
                into.write(buffer, 0, read);
            }
        }
        return Digest.of(sum);
    }

    /// The client tries requests again, but not an answer that breaks off.
    private <T> T persistently(Reading<T> reading) {
        IOException last = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return reading.read();
            } catch (IOException e) {
                last = e;
            }
        }
        throw new Problem.DependencyUnavailable("artefact store", location + ": an answer broke off: " + last)
                .toException();
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }
}
