package consilium.relay;

import consilium.kernel.artefact.BlobSink;
import consilium.kernel.recipe.Digest;
import consilium.runtime.store.CollectableStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A store of which some calls fail, and in which a process may die half-way through a blob.
final class FaultyStore implements CollectableStore {

    private static final String WHAT = "artefact store";

    private final CollectableStore store;
    private final Lots lots;
    private final Doom doom;

    FaultyStore(CollectableStore store, Lots lots, Doom doom) {
        this.store = store;
        this.lots = lots;
        this.doom = doom;
    }

    @Override
    public BlobSink newBlob() {
        asked();
        return new Sink(store.newBlob());
    }

    @Override
    public InputStream open(Digest blob) {
        asked();
        return store.open(blob);
    }

    @Override
    public MemorySegment map(Digest blob) {
        asked();
        return store.map(blob);
    }

    @Override
    public boolean contains(Digest blob) {
        asked();
        return store.contains(blob);
    }

    @Override
    public Optional<String> damage(Digest blob) {
        asked();
        return store.damage(blob);
    }

    @Override
    public @Nullable Object parse(InputStream json) {
        return store.parse(json);
    }

    @Override
    public void forEachBlob(Consumer<Blob> visitor) {
        store.forEachBlob(visitor);
    }

    @Override
    public void delete(Collection<Digest> blobs) {
        store.delete(blobs);
    }

    @Override
    public void requireUsable() {
        store.requireUsable();
    }

    @Override
    public String location() {
        return store.location();
    }

    private void asked() {
        try {
            Optional<Fault> fault = lots.draw();
            if (fault.isPresent()) {
                fault.get().before(WHAT);
                fault.get().after(WHAT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Sink extends BlobSink {

        private final BlobSink sink;

        Sink(BlobSink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int value) throws IOException {
            sink.write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            int half = count / 2;
            sink.write(bytes, from, half);
            doom.pass(Point.IN_UPLOAD);
            sink.write(bytes, from + half, count - half);
        }

        @Override
        public Digest commit() {
            try {
                Optional<Fault> fault = lots.draw();
                if (fault.isPresent()) {
                    fault.get().before(WHAT);
                }
                Digest digest = sink.commit();
                if (fault.isPresent()) {
                    fault.get().after(WHAT);
                }
                return digest;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
