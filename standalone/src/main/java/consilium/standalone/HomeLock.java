package consilium.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The right to run a house on a home. Held by one process at a time; the operating system takes it back from one that
/// is killed.
final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Empty when another process, or another part of this one, holds it.
    static Optional<HomeLock> take(Home home) {
        try {
            Files.createDirectories(home.path());
            FileChannel channel =
                    FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return Optional.of(new HomeLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new HouseException("the home " + home + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
