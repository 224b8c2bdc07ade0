package consilium.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The files of `experiments/`: experiments, and studies of several.
public final class Examples {

    static final Path FOLDER = Path.of("..", "experiments");

    private Examples() {}

    static Stream<Path> experiments() throws IOException {
        return files().filter(file -> !isStudy(file));
    }

    public static Stream<Path> studies() throws IOException {
        return files().filter(Examples::isStudy);
    }

    private static Stream<Path> files() throws IOException {
        return Files.list(FOLDER).filter(file -> file.toString().endsWith(".yaml")).sorted();
    }

    /// A study holds what its experiments share, or is another study with something changed.
    private static boolean isStudy(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.anyMatch(line -> line.startsWith("experiment:") || line.startsWith("from:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
