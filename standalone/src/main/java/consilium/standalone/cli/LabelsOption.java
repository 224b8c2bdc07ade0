package consilium.standalone.cli;

import consilium.standalone.files.AnnotatorFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// What `--labels` names: a file or folder per annotator, or `-` for a list of them on standard input.
final class LabelsOption {

    private LabelsOption() {}

    static AnnotatorFiles open(List<Path> given) {
        List<Path> paths = given.equals(List.of(Path.of("-"))) ? fromStandardInput() : given;
        if (paths.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "standard input names no label map; give one a line");
        }
        return AnnotatorFiles.of(paths);
    }

    private static List<Path> fromStandardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, "cannot read standard input: " + e.getMessage(), e);
        }
    }
}
