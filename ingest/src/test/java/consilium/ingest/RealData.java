package consilium.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Data sets that are not in the repository.
final class RealData {

    private RealData() {}

    /// Skips the test, and says so, where the folder is absent.
    static Path root(String folder) {
        Path root = Path.of(System.getProperty("consilium.data", ""));
        assumeTrue(Files.isDirectory(root.resolve(folder)), "no real data: " + root.resolve(folder) + " is absent");
        return root;
    }
}
