package consilium.kernel.artefact;

import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes one artefact: arrays and files first, each streamed, then [#commit()], which names the whole.
public final class ArtefactWriter {

    private final ArtefactStore store;
    private final String kind;
    private final int version;
    private final Map<String, Manifest.Array> arrays = new LinkedHashMap<>();
    private final Map<String, Manifest.File> files = new LinkedHashMap<>();
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final Set<String> open = new TreeSet<>();

    public ArtefactWriter(ArtefactStore store, String kind, int version) {
        this.store = store;
        this.kind = kind;
        this.version = version;
    }

    /// An array to be filled in C order and closed before [#commit()].
    public ArraySink array(String name, DType type, long... shape) {
        List<Long> extents = Arrays.stream(shape).boxed().toList();
        open.add(name);
        return new ArraySink(store.newBlob(), type, extents, digest -> {
            open.remove(name);
            arrays.put(name, new Manifest.Array(type.descriptor(), extents, digest));
        });
    }

    public ArtefactWriter file(String name, String mediaType, byte[] bytes) {
        try (BlobSink sink = store.newBlob()) {
            sink.write(bytes);
            files.put(name, new Manifest.File(mediaType, bytes.length, sink.commit()));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ArtefactWriter text(String name, String mediaType, String text) {
        return file(name, mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A tree as canonical JSON, so that equal trees make equal files.
    public ArtefactWriter table(String name, @Nullable Object tree) {
        return file(name, "application/json", Canonical.bytes(tree));
    }

    public ArtefactWriter attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    /// Writes the manifest; its digest is the artefact's name.
    ///
    /// @throws IllegalStateException when an array was not filled and closed
    public Digest commit() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("arrays not filled and closed: " + open);
        }
        Manifest manifest = new Manifest(kind, version, arrays, files, attributes);
        try (BlobSink sink = store.newBlob()) {
            sink.write(manifest.bytes());
            return sink.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
