package consilium.runtime.store;

import consilium.kernel.artefact.BlobSink;
import consilium.kernel.recipe.Digest;
import java.io.IOException;

/// A blob on its way into an [S3Store]: to the local disk first, since its key, which is its digest, is known last.
final class S3Sink extends BlobSink {

    private final S3Store store;
    private final BlobSink local;

    S3Sink(S3Store store, BlobSink local) {
        this.store = store;
        this.local = local;
    }

    @Override
    public void write(int value) throws IOException {
        local.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        local.write(bytes, from, count);
    }

    @Override
    public Digest commit() {
        Digest blob = local.commit();
        store.upload(blob);
        return blob;
    }

    @Override
    public void close() {
        local.close();
    }
}
