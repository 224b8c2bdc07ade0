package consilium.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A PostgreSQL data folder, and what an earlier run that was killed may have left in it.
record DataFolder(Path path) {

    private static final String FINISHED = "consilium-initialised";
    private static final String POSTMASTER = "postmaster.pid";

    /// Stops the server an earlier run left behind: `kill -9` ends a JVM, not its children.
    void stopOrphan() throws IOException {
        Optional<Orphan> orphan = orphan();
        if (orphan.isPresent()) {
            orphan.get().stop();
        }
    }

    /// Called when the folder's first content is complete.
    void markFinished() {
        try {
            Path mark = path.resolve(FINISHED);
            if (!Files.exists(mark)) {
                Files.createFile(mark);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A folder whose making was interrupted cannot be used, and cannot hold anything either: no server ever ran on
    /// it. It is renamed, not removed.
    void setUnfinishedAside() throws IOException {
        if (Files.isDirectory(path) && !Files.exists(path.resolve(FINISHED))) {
            int number = 1;
            while (Files.exists(aside(number))) {
                number++;
            }
            Files.move(path, aside(number));
        }
    }

    private Path aside(int number) {
        return path.resolveSibling("unfinished-" + number);
    }

    private Optional<Orphan> orphan() throws IOException {
        Path file = path.resolve(POSTMASTER);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() ? Optional.empty() : Orphan.of(lines.getFirst());
    }
}
