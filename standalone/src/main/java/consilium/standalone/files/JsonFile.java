package consilium.standalone.files;

import consilium.kernel.problem.Problem;
import consilium.runtime.format.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A JSON document for people and programs, every number with all its digits.
final class JsonFile {

    private JsonFile() {}

    /// @throws consilium.kernel.problem.ProblemException `BadInput` where it cannot be written
    static void write(Path target, Object tree) {
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.writeString(target, Trees.pretty(tree) + "\n");
        } catch (IOException e) {
            throw new Problem.BadInput(target.toString(), "", "cannot be written: " + e).toException(e);
        }
    }
}
