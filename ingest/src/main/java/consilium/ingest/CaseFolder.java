package consilium.ingest;

import consilium.kernel.spec.DatasetSpec.Nifti;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of one case of a [NiftiDataset], in which a spec's patterns find files.
record CaseFolder(Path path) {

    /// The folders a spec names, or all that are there, sorted; hidden ones are passed over.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when one is not there, or none is
    static List<CaseFolder> list(Nifti spec, Path folder) {
        List<Path> paths = spec.cases().isEmpty()
                ? entries(folder).filter(Files::isDirectory).toList()
                : spec.cases().stream().map(name -> DataRoot.inside(folder, name)).toList();
        if (paths.isEmpty()) {
            throw Refusal.of(folder, "holds no folder; each case has a folder of its own");
        }
        return paths.stream().map(CaseFolder::new).toList();
    }

    String id() {
        return path.getFileName().toString();
    }

    /// The one file that matches; empty when none does.
    ///
    /// @param pattern a path within the folder; `*` stands for any characters of one name
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when several do
    Optional<Path> find(String pattern) {
        List<Path> files = all(pattern);
        if (files.size() > 1) {
            List<String> names = files.stream().map(file -> path.relativize(file).toString()).toList();
            throw Refusal.of(
                    path, "holds several files like " + pattern + ": " + String.join(", ", names) + "; one must match");
        }
        return files.stream().findFirst();
    }

    /// Every file that matches, sorted.
    List<Path> all(String pattern) {
        List<Path> found = List.of(path);
        for (String part : pattern.split("/", -1)) {
            found = found.stream().filter(Files::isDirectory).flatMap(parent -> matches(parent, part)).toList();
        }
        return found.stream().filter(Files::isRegularFile).toList();
    }

    /// What lies directly in the folder, sorted.
    List<String> names() {
        return entries(path).map(entry -> entry.getFileName().toString()).toList();
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when no file or several match
    Path required(String what, String pattern) {
        return find(pattern).orElseThrow(() -> {
            List<String> there = names();
            return Refusal.of(path, "holds no file like " + pattern + ", the " + what + "; it holds "
                    + (there.isEmpty() ? "nothing" : String.join(", ", there)));
        });
    }

    private static Stream<Path> matches(Path parent, String part) {
        Pattern name = Pattern.compile(
                Stream.of(part.split("\\*", -1)).map(Pattern::quote).reduce((a, b) -> a + ".*" + b).orElseThrow(),
                Pattern.DOTALL);
        return entries(parent).filter(entry -> name.matcher(entry.getFileName().toString()).matches());
    }

    private static Stream<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .forEach(entries::add);
        } catch (IOException e) {
            throw Refusal.unreadable(folder, e);
        }
        return entries.stream();
    }
}
