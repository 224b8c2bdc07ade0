package consilium.ingest.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The real data the tests compare with, where a machine has them.
public final class RealData {

    private RealData() {}

    /// A file or folder, or the end of the test with a plain message.
    public static Path at(String path) {
        Path file = Path.of(System.getProperty("consilium.data", "../../shared/data")).resolve(path);
        assumeTrue(Files.exists(file), "real data are not here: " + path);
        return file;
    }

    public static ByteSource source(String path) {
        return ByteSource.of(at(path));
    }
}
