package consilium.ingest.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Lets through what an entry of a zip unpacks to, and refuses one that goes on without end: more than 64 MiB, and more
/// than sixteen times what is packed.
final class BombGuard extends FilterInputStream {

    private static final long HARMLESS = 64L << 20;
    private static final long MOST_PER_BYTE = 16;

    private final long packed;
    private long left;

    /// @param packed bytes of the entry in the zip
    BombGuard(InputStream in, long packed) {
        super(in);
        this.packed = packed;
        this.left = Math.max(HARMLESS, packed * MOST_PER_BYTE);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long length) throws IOException {
        long skipped = super.skip(length);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new IOException("the entry has " + packed + " bytes in the zip and unpacks to more than "
                    + Math.max(HARMLESS, packed * MOST_PER_BYTE) + "; that is no image but a bomb");
        }
    }
}
