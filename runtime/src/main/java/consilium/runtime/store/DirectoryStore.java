package consilium.runtime.store;

import consilium.kernel.artefact.BlobSink;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.runtime.format.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Artefacts in a directory: a blob lies at `<root>/<first two hex digits>/<digest>`. Half-written blobs lie under
/// `<root>/tmp` and are moved to their name in one step, so a crash leaves no blob that is not whole.
public final class DirectoryStore implements CollectableStore {

    private static final String PARTIAL = "tmp";

    /// Bytes that must fit for the store to be of use.
    private static final int PROBE = 64 << 10;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private final Path root;

    /// @param root made when it is not there
    public DirectoryStore(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root.resolve(PARTIAL));
            forgetAbandoned();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the artefact store at " + root, e);
        }
    }

    /// What crashed writers left: nobody writes one blob for a whole day.
    private void forgetAbandoned() throws IOException {
        FileTime dayAgo = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        try (DirectoryStream<Path> partial = Files.newDirectoryStream(root.resolve(PARTIAL))) {
            for (Path file : partial) {
                if (Files.getLastModifiedTime(file).compareTo(dayAgo) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException another) {
            // Another process is tidying up too.
            return;
        }
    }

    /// Where the blob lies, or would lie.
    public Path path(Digest blob) {
        return root.resolve(blob.hex().substring(0, 2)).resolve(blob.hex());
    }

    @Override
    public BlobSink newBlob() {
        return new FileSink(this, root.resolve(PARTIAL));
    }

    @Override
    public InputStream open(Digest blob) {
        try {
            return Files.newInputStream(path(blob));
        } catch (NoSuchFileException e) {
            throw new Problem.ArtefactMissing(blob).toException(e);
        } catch (IOException e) {
            throw unavailable("cannot be read", e);
        }
    }

    @Override
    public MemorySegment map(Digest blob) {
        try (FileChannel file = FileChannel.open(path(blob), StandardOpenOption.READ)) {
            MemorySegment bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), Arena.ofAuto());
            MessageDigest sum = Digest.algorithm();
            long step = 1 << 20;
            for (long from = 0; from < bytes.byteSize(); from += step) {
                sum.update(bytes.asSlice(from, Math.min(step, bytes.byteSize() - from)).asByteBuffer());
            }
            if (!Digest.of(sum).equals(blob)) {
                throw new Problem.ArtefactDamaged(blob, "blob", "its bytes have another digest").toException();
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new Problem.ArtefactMissing(blob).toException(e);
        } catch (IOException e) {
            throw unavailable("cannot be read", e);
        }
    }

    @Override
    public boolean contains(Digest blob) {
        return Files.isRegularFile(path(blob));
    }

    @Override
    public Optional<String> damage(Digest blob) {
        if (!contains(blob)) {
            return Optional.of("missing");
        }
        MessageDigest sum = Digest.algorithm();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(path(blob))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
            }
        } catch (NoSuchFileException e) {
            return Optional.of("missing");
        } catch (IOException e) {
            return Optional.of("cannot be read: " + e.getMessage());
        }
        Digest found = Digest.of(sum);
        return found.equals(blob) ? Optional.empty() : Optional.of("its bytes have the digest " + found);
    }

    @Override
    public void forEachBlob(Consumer<Blob> visitor) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "[0-9a-f][0-9a-f]")) {
            for (Path folder : folders) {
                visit(folder, visitor);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw unavailable("cannot be listed", e);
        }
    }

    private static void visit(Path folder, Consumer<Blob> visitor) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    blob(file, new Digest(name)).ifPresent(visitor);
                }
            }
        }
    }

    private static Optional<Blob> blob(Path file, Digest digest) throws IOException {
        try {
            BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Blob(digest, about.size(), about.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(Collection<Digest> blobs) {
        try {
            for (Digest blob : blobs) {
                Files.deleteIfExists(path(blob));
            }
        } catch (IOException e) {
            throw unavailable("cannot delete", e);
        }
    }

    /// Writes a little and takes it away again: nothing else tells that the disk is full.
    @Override
    public void requireUsable() {
        try {
            Path probe = Files.createTempFile(root.resolve(PARTIAL), "probe-", ".partial");
            try {
                Files.write(probe, new byte[PROBE]);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            throw unavailable("cannot be written to", e);
        }
    }

    @Override
    public String location() {
        return root.toString();
    }

    /// Whatever goes wrong with the disk is an outage: events wait, and no attempt is used up.
    RuntimeException unavailable(String why, Exception cause) {
        return new Problem.DependencyUnavailable("artefact store", root + " " + why + ": " + cause)
                .toException(cause);
    }

    @Override
    public @Nullable Object parse(InputStream json) {
        return Trees.json(json);
    }
}
