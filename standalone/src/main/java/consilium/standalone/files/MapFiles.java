package consilium.standalone.files;

import consilium.ingest.labels.LabelFile;
import consilium.kernel.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where one author's label maps lie: a file, or a folder of files that are told apart by their names.
///
/// @param byCase files by their name without its ending; of a single file, under the empty name
record MapFiles(Path given, boolean folder, Map<String, Path> byCase) {

    /// The one case of those who gave a file.
    static final String ONLY = "";

    /// @throws consilium.kernel.problem.ProblemException `BadInput` where nothing is there, or two files are of one case
    static MapFiles of(Path given) {
        return Files.isDirectory(given)
                ? new MapFiles(given, true, files(given))
                : new MapFiles(given, false, Map.of(ONLY, given));
    }

    private static Map<String, Path> files(Path folder) {
        Map<String, Path> byCase = new TreeMap<>();
        for (Path file : list(folder)) {
            Path other = byCase.putIfAbsent(LabelFile.stem(file), file);
            if (other != null) {
                throw refuse(file, "stands for the same image as " + other.getFileName()
                        + "; a folder holds one label map per image");
            }
        }
        if (byCase.isEmpty()) {
            throw refuse(folder, "the folder holds no label maps; files that end in " + LabelFile.endings()
                    + " are read");
        }
        return byCase;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(LabelFile::isOne).filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw refuse(folder, "cannot be read: " + e);
        }
    }

    /// The file of a case that must be there.
    Path require(String named) {
        Path file = byCase.get(named);
        if (file == null) {
            throw refuse(given, "holds no label map of " + named + "; it holds those of "
                    + String.join(", ", byCase.keySet()));
        }
        return file;
    }

    static RuntimeException refuse(Path file, String why) {
        return new Problem.BadInput(file.toString(), "", why).toException();
    }
}
