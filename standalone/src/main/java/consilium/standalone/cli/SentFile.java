package consilium.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// A file that is sent as it stands.
///
/// @param mediaType by its ending
record SentFile(byte[] bytes, String mediaType) {

    static SentFile read(Path path) {
        try {
            return new SentFile(Files.readAllBytes(path), mediaType(path.toString().toLowerCase(Locale.ROOT)));
        } catch (NoSuchFileException _) {
            throw new CommandException(ExitCode.USAGE, "no file " + path.toAbsolutePath());
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, "cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static String mediaType(String name) {
        if (name.endsWith(".png")) {
            return "image/png";
        }
        if (name.endsWith(".tif") || name.endsWith(".tiff")) {
            return "image/tiff";
        }
        return name.endsWith(".json") ? "application/json" : "application/octet-stream";
    }
}
