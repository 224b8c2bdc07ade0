package consilium.standalone.files;

import consilium.ingest.labels.LabelFile;
import consilium.kernel.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What several annotators drew: a file each of one image, or a folder each with a file per image, equally named. Whose
/// folder has no file of an image did not look at it.
public final class AnnotatorFiles {

    private final List<String> names;
    private final List<MapFiles> annotators;

    private AnnotatorFiles(List<String> names, List<MapFiles> annotators) {
        this.names = names;
        this.annotators = annotators;
    }

    /// @param given a file or a folder per annotator
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for what is not there, or files among folders
    public static AnnotatorFiles of(List<Path> given) {
        List<MapFiles> annotators = given.stream().map(MapFiles::of).toList();
        for (MapFiles each : annotators) {
            if (each.folder() != annotators.getFirst().folder()) {
                throw MapFiles.refuse(each.given(), "is a " + (each.folder() ? "folder" : "file") + ", "
                        + annotators.getFirst().given() + " is not; give a file of every annotator, or a folder");
            }
        }
        return new AnnotatorFiles(names(annotators), annotators);
    }

    /// What tells them apart: the file's or folder's own name, else that of its parent, else both, else numbers.
    private static List<String> names(List<MapFiles> annotators) {
        List<Function<MapFiles, String>> ways = List.of(
                AnnotatorFiles::own,
                AnnotatorFiles::parent,
                each -> parent(each) + "-" + own(each));
        for (Function<MapFiles, String> way : ways) {
            List<String> names = annotators.stream().map(way).toList();
            if (new HashSet<>(names).size() == names.size() && !names.contains("")) {
                return names;
            }
        }
        return IntStream.rangeClosed(1, annotators.size()).mapToObj(number -> "annotator-" + number).toList();
    }

    private static String own(MapFiles each) {
        return each.folder()
                ? each.given().toAbsolutePath().normalize().getFileName().toString()
                : LabelFile.stem(each.given());
    }

    private static String parent(MapFiles each) {
        Path parent = each.given().toAbsolutePath().normalize().getParent();
        return parent == null || parent.getFileName() == null ? "" : parent.getFileName().toString();
    }

    public List<String> names() {
        return names;
    }

    boolean folders() {
        return annotators.getFirst().folder();
    }

    /// The images that anybody drew, by name; of files, the one without.
    List<String> cases() {
        TreeSet<String> cases = new TreeSet<>();
        annotators.forEach(each -> cases.addAll(each.byCase().keySet()));
        return new ArrayList<>(cases);
    }

    /// Everybody's map of an image, in order, all of one size.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput`
    List<Optional<LabelFile>> read(String named) {
        List<Optional<LabelFile>> maps = annotators.parallelStream()
                .map(each -> Optional.ofNullable(each.byCase().get(named)).map(LabelFile::read))
                .toList();
        List<LabelFile> there = maps.stream().flatMap(Optional::stream).toList();
        if (there.isEmpty()) {
            throw new Problem.NotFound("label map of", named).toException();
        }
        there.forEach(map -> map.requireLike(there.getFirst()));
        return maps;
    }
}
