package consilium.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder's image files by the case they belong to: the name without its ending and without a trailing `_` and the
/// folder's own name, so that `Over/10001_Over.tif` and `Gaussian/10001_Gaussian.tif` are both of case `10001`.
///
/// Files pair by name, never by position. Hidden files and files of other kinds are passed over.
///
/// @param byCase at least one
record NamedFiles(Path folder, SortedMap<String, Path> byCase) {

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when no file is there, or two are of one case
    static NamedFiles in(Path folder) {
        SortedMap<String, Path> byCase = new TreeMap<>();
        for (Path file : files(folder)) {
            Path other = byCase.putIfAbsent(caseOf(file, folder), file);
            if (other != null) {
                throw Refusal.of(
                        file, "is of the same case as " + other.getFileName() + "; a folder holds one file per case");
            }
        }
        if (byCase.isEmpty()) {
            throw Refusal.of(folder, "the folder holds no images; files that end in " + ImageFile.endings()
                    + " are read");
        }
        return new NamedFiles(folder, byCase);
    }

    Optional<Path> of(String caseId) {
        return Optional.ofNullable(byCase.get(caseId));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> ImageFile.isOne(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Refusal.unreadable(folder, e);
        }
    }

    private static String caseOf(Path file, Path folder) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.lastIndexOf('.'));
        String suffix = "_" + folder.getFileName();
        return stem.length() > suffix.length() && stem.endsWith(suffix)
                ? stem.substring(0, stem.length() - suffix.length())
                : stem;
    }
}
