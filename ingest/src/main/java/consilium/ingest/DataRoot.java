package consilium.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the relative paths of a spec start: the configured `consilium.data`.
record DataRoot(Path root) {

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when there is no such file
    Path file(String given) {
        Path path = resolve(given);
        if (Files.isDirectory(path)) {
            throw Refusal.of(path, "is a folder, expected a file");
        }
        if (!Files.isRegularFile(path)) {
            throw Refusal.of(path, "no such file" + origin(given));
        }
        return path;
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when there is no such folder
    Path folder(String given) {
        Path path = resolve(given);
        if (!Files.isDirectory(path)) {
            throw Refusal.of(path, "no such folder" + origin(given));
        }
        return path;
    }

    /// A folder, or a file that stands for one.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when there is neither
    Path folderOrZip(String given) {
        Path path = resolve(given);
        if (!Files.exists(path)) {
            throw Refusal.of(path, "no such folder or zip" + origin(given));
        }
        return path;
    }

    /// A folder within a folder.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` that names the folders that are there
    static Path inside(Path parent, String name) {
        Path path = parse(name, parent);
        if (!Files.isDirectory(path)) {
            List<String> there = folders(parent);
            throw Refusal.of(
                    parent,
                    "holds no folder \"" + name + "\"; "
                            + (there.isEmpty() ? "it holds no folder at all" : "it holds " + String.join(", ", there)));
        }
        return path;
    }

    private Path resolve(String given) {
        return parse(given, root).toAbsolutePath().normalize();
    }

    private static Path parse(String given, Path parent) {
        try {
            return parent.resolve(given);
        } catch (InvalidPathException e) {
            throw Refusal.of(parent, "\"" + given + "\" is no path: " + e.getReason());
        }
    }

    private String origin(String given) {
        return Path.of(given).isAbsolute()
                ? ""
                : "; relative paths start at " + root.toAbsolutePath().normalize() + " (consilium.data)";
    }

    private static List<String> folders(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw Refusal.unreadable(parent, e);
        }
    }
}
