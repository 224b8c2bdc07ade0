package consilium.runtime.store;

import consilium.kernel.artefact.BlobSink;
import consilium.kernel.recipe.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// A blob on its way into a [DirectoryStore].
final class FileSink extends BlobSink {

    private final DirectoryStore store;
    private final Path partial;
    private final FileChannel channel;
    private final OutputStream out;
    private final MessageDigest sum = Digest.algorithm();

    FileSink(DirectoryStore store, Path folder) {
        this.store = store;
        try {
            this.partial = Files.createTempFile(folder, "blob-", ".partial");
            this.channel = FileChannel.open(partial, StandardOpenOption.WRITE);
            this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        } catch (IOException e) {
            throw store.unavailable("cannot be written to", e);
        }
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        sum.update(bytes, from, count);
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            throw store.unavailable("cannot be written to", e);
        }
    }

    /// Bytes reach the disk before the name does: a crash in between leaves no damaged blob.
    @Override
    public Digest commit() {
        try {
            out.flush();
            channel.force(true);
            Digest digest = Digest.of(sum);
            Path target = store.path(digest);
            Files.createDirectories(target.getParent());
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return digest;
        } catch (IOException e) {
            throw store.unavailable("cannot be written to", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
