package consilium.kernel.artefact;

import consilium.kernel.recipe.Digest;
import java.io.OutputStream;

/// Takes a blob's bytes and names them when they are all there. Closing without [#commit()] leaves nothing behind.
public abstract class BlobSink extends OutputStream {

    /// Makes the blob durable under its digest, which is returned. An intact blob of that name is kept; a damaged
    /// one is replaced.
    public abstract Digest commit();

    /// Never throws: what was not committed is forgotten.
    @Override
    public abstract void close();
}
