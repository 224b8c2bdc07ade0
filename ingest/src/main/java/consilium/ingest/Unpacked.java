package consilium.ingest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// A file's bytes, unpacked when they are gzipped, which their magic number tells, not the file's name. Counts what
/// it gives, and where the gzip stream is cut short it ends there instead of throwing, so that the count is right.
final class Unpacked extends FilterInputStream {

    private static final int GZIP = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    private long count;
    private boolean cut;

    private Unpacked(InputStream in, boolean cut) {
        super(in);
        this.cut = cut;
    }

    static Unpacked open(Path path) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            file.mark(2);
            int magic = file.read() << 8 | file.read();
            file.reset();
            return new Unpacked(magic == GZIP ? new GZIPInputStream(file, BUFFER) : file, false);
        } catch (EOFException e) {
            return new Unpacked(file, true);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /// Bytes given so far.
    long count() {
        return count;
    }

    /// Whether the gzip stream ended before its own end, checksum included.
    boolean cut() {
        return cut;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (cut) {
            return -1;
        }
        try {
            int read = super.read(bytes, from, length);
            count += Math.max(read, 0);
            return read;
        } catch (EOFException e) {
            cut = true;
            return -1;
        }
    }

    /// Passes over up to `most` bytes.
    void pass(long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long end = count + most;
        while (count < end) {
            if (read(buffer, 0, (int) Math.min(buffer.length, end - count)) < 0) {
                return;
            }
        }
    }
}
