package consilium.kernel.artefact;

import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A stored result: named arrays and files under one digest, each checked when it is read.
public final class Artefact {

    private final ArtefactStore store;
    private final Digest digest;
    private final Manifest manifest;

    private Artefact(ArtefactStore store, Digest digest, Manifest manifest) {
        this.store = store;
        this.digest = digest;
        this.manifest = manifest;
    }

    static Artefact open(ArtefactStore store, Digest digest) {
        byte[] bytes = readAll(store, digest);
        if (!Digest.of(bytes).equals(digest)) {
            throw damaged(digest, "manifest", "its bytes have another digest");
        }
        try {
            Object tree = store.parse(new ByteArrayInputStream(bytes));
            return new Artefact(store, digest, RecordFormat.read(Manifest.class, tree));
        } catch (InvalidTreeException e) {
            throw new Problem.ArtefactDamaged(digest, "manifest", "not a manifest: " + e.getMessage()).toException(e);
        }
    }

    public Digest digest() {
        return digest;
    }

    public Manifest manifest() {
        return manifest;
    }

    /// @throws consilium.kernel.problem.ProblemException `ArtefactDamaged` when the bytes are not what they should be
    /// @throws IllegalArgumentException                  when the artefact has no array of that name
    public NdArray array(String name) {
        Manifest.Array entry = manifest.arrays().get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    manifest.kind() + " artefacts have the arrays " + manifest.arrays().keySet() + ", not " + name);
        }
        MemorySegment file = store.map(entry.digest());
        byte[] start = file.asSlice(0, Math.min(4096, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        Npy header = Npy.parse(start);
        if (!header.shape().equals(entry.shape()) || !header.type().descriptor().equals(entry.dtype())) {
            throw damaged(digest, name, "the array is " + header.type() + header.shape() + ", the manifest says "
                    + entry.dtype() + entry.shape());
        }
        return new NdArray(header.type(), header.shape(), file.asSlice(header.headerBytes()).asReadOnly());
    }

    public boolean hasArray(String name) {
        return manifest.arrays().containsKey(name);
    }

    /// The whole of a file, checked; for what fits the heap.
    public byte[] file(String name) {
        Manifest.File entry = manifest.files().get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    manifest.kind() + " artefacts have the files " + manifest.files().keySet() + ", not " + name);
        }
        byte[] bytes = readAll(store, entry.digest());
        if (!Digest.of(bytes).equals(entry.digest())) {
            throw damaged(digest, name, "its bytes have another digest");
        }
        return bytes;
    }

    /// A JSON file as a plain tree.
    public @Nullable Object table(String name) {
        return store.parse(new ByteArrayInputStream(file(name)));
    }

    /// Reads every byte and compares with the names; empty when all is intact.
    public Optional<Problem.ArtefactDamaged> damage() {
        for (var entry : manifest.arrays().entrySet()) {
            Optional<String> why = store.damage(entry.getValue().digest());
            if (why.isPresent()) {
                return Optional.of(new Problem.ArtefactDamaged(digest, entry.getKey(), why.get()));
            }
        }
        for (var entry : manifest.files().entrySet()) {
            Optional<String> why = store.damage(entry.getValue().digest());
            if (why.isPresent()) {
                return Optional.of(new Problem.ArtefactDamaged(digest, entry.getKey(), why.get()));
            }
        }
        return Optional.empty();
    }

    private static byte[] readAll(ArtefactStore store, Digest blob) {
        try (InputStream in = store.open(blob)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimeException damaged(Digest digest, String part, String why) {
        return new Problem.ArtefactDamaged(digest, part, why).toException();
    }
}
