package consilium.ingest;

import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/// One digest over many files: that of their names, sorted, each with the SHA-256 of its bytes. Names are relative
/// to the data set, so the same files elsewhere are the same input.
final class FileDigests {

    private static final int BUFFER = 1 << 16;

    private final Map<String, String> digests = new TreeMap<>();

    FileDigests add(String name, Path file) {
        digests.put(name, digest(file).hex());
        return this;
    }

    /// As [#add], or that it cannot be read.
    FileDigests addOrNote(String name, Path file) {
        try {
            return add(name, file);
        } catch (ProblemException e) {
            return note(name, e.problem().title());
        }
    }

    /// Something else than a file's bytes that decides what is read.
    FileDigests note(String name, Object tree) {
        digests.put(name, Canonical.digest(tree).hex());
        return this;
    }

    Digest digest() {
        return Canonical.digest(digests);
    }

    private static Digest digest(Path file) {
        MessageDigest sum = Digest.algorithm();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw Refusal.unreadable(file, e);
        }
        return Digest.of(sum);
    }
}
