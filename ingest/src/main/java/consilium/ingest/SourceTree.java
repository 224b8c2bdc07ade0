package consilium.ingest;

import consilium.ingest.source.ByteSource;
import consilium.ingest.source.ZipArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Files of a folder, or entries of a zip, at any depth, by their path within it; what is hidden is passed over.
final class SourceTree implements AutoCloseable {

    private final Path path;
    private final SortedMap<String, ByteSource> files;
    private final Optional<ZipArchive> zip;

    private SourceTree(Path path, SortedMap<String, ByteSource> files, Optional<ZipArchive> zip) {
        this.path = path;
        this.files = files;
        this.zip = zip;
    }

    /// @param path   a folder or a zip
    /// @param wanted by a file's own name
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it is neither, or cannot be listed
    static SourceTree open(Path path, Predicate<String> wanted) {
        SortedMap<String, ByteSource> files = new TreeMap<>();
        if (Files.isDirectory(path)) {
            folder(path, wanted).forEach((name, file) -> files.put(name, ByteSource.of(file)));
            return new SourceTree(path, files, Optional.empty());
        }
        ZipArchive zip = ZipArchive.open(path);
        zip.names().stream()
                .filter(name -> !name.startsWith("__MACOSX/") && chosen(name, wanted))
                .forEach(name -> files.put(name, zip.entry(name)));
        return new SourceTree(path, files, Optional.of(zip));
    }

    /// Adds every file that [#open] would find.
    ///
    /// @param role    what the files are in the spec
    /// @param lenient notes a file that cannot be read instead of refusing it
    static void digest(FileDigests digests, String role, Path path, Predicate<String> wanted, boolean lenient) {
        SortedMap<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(path)) {
            files.putAll(folder(path, wanted));
        } else {
            files.put("", path);
        }
        files.forEach((name, file) -> {
            if (lenient) {
                digests.addOrNote(role + "/" + name, file);
            } else {
                digests.add(role + "/" + name, file);
            }
        });
    }

    Path path() {
        return path;
    }

    /// Paths within it, parted by `/`, and what lies there.
    SortedMap<String, ByteSource> files() {
        return files;
    }

    @Override
    public void close() {
        zip.ifPresent(ZipArchive::close);
    }

    private static SortedMap<String, Path> folder(Path path, Predicate<String> wanted) {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(path)) {
            all.filter(Files::isRegularFile).forEach(file -> {
                String name = path.relativize(file).toString().replace('\\', '/');
                if (chosen(name, wanted)) {
                    files.put(name, file);
                }
            });
        } catch (IOException e) {
            throw Refusal.unreadable(path, e);
        } catch (UncheckedIOException e) {
            throw Refusal.unreadable(path, new IOException(e.getMessage(), e));
        }
        return files;
    }

    private static boolean chosen(String name, Predicate<String> wanted) {
        boolean hidden = name.startsWith(".") || name.contains("/.");
        return !hidden && wanted.test(name.substring(name.lastIndexOf('/') + 1));
    }
}
