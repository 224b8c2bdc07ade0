package consilium.runtime.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Some consecutive bytes of a file.
final class FileRange extends InputStream {

    private final FileChannel file;
    private long next;
    private final long end;

    /// @param from offset of the first byte
    /// @param end  offset after the last
    FileRange(Path path, long from, long end) {
        try {
            this.file = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.next = from;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (next >= end) {
            return -1;
        }
        int wanted = (int) Math.min(count, end - next);
        int read = file.read(ByteBuffer.wrap(into, offset, wanted), next);
        next += Math.max(read, 0);
        return read;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
