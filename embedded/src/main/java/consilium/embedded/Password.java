package consilium.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The database's password: drawn once, kept in a file that only its owner may read.
record Password(Path file, String text) {

    private static final int BYTES = 24;

    static Password keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            draw(file);
        }
        return new Password(file, Files.readString(file).strip());
    }

    /// Written beside and moved into place, so that nobody ever reads half a password.
    private static void draw(Path file) throws IOException {
        byte[] drawn = new byte[BYTES];
        new SecureRandom().nextBytes(drawn);
        // A temporary file belongs to its owner alone where the file system knows owners.
        Path written = Files.createTempFile(file.getParent(), "password", ".new");
        Files.writeString(written, HexFormat.of().formatHex(drawn));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return "Password[" + file + "]";
    }
}
