package consilium.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of text that a person wants to have.
final class TextFile {

    private TextFile() {}

    /// Makes the folders above it, and takes the place of an older one.
    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
