package consilium.ingest;

import consilium.ingest.coco.DrawnAnnotation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Finds the image that an annotation tool means: tools write paths on their own server, URLs, and names that they made
/// unique by a prefix.
final class NamedImages {

    private static final Pattern UPLOADED = Pattern.compile("[0-9a-f]{8}-(.+)");

    private final SourceTree tree;
    private final SortedMap<String, String> paths = new TreeMap<>();
    private final Map<String, String> byEnd = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when two files differ in their ending alone
    NamedImages(SourceTree tree) {
        this.tree = tree;
        tree.files().forEach((path, file) -> {
            String other = paths.putIfAbsent(path.substring(0, path.lastIndexOf('.')), path);
            if (other != null) {
                throw Refusal.of(file.name(), "is the same image as " + other
                        + "; a folder holds one file of a name");
            }
            addEnds(path);
        });
        if (paths.isEmpty()) {
            throw Refusal.of(tree.path(), "holds no images; files that end in " + ImageFile.endings() + " are read");
        }
    }

    /// Path of each image by its id, which is the path without its ending.
    SortedMap<String, String> paths() {
        return paths;
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when no image is meant, or several may be
    String find(DrawnAnnotation annotation) {
        String name = annotation.image().replace('\\', '/').replaceFirst("[?#].*$", "");
        for (String end = name; !end.isEmpty(); end = shorter(end)) {
            String found = byEnd.get(end);
            if (found != null) {
                if (ambiguous.contains(end)) {
                    throw refuse(annotation, "may be several images that end in " + end);
                }
                return found;
            }
        }
        var uploaded = UPLOADED.matcher(name.substring(name.lastIndexOf('/') + 1));
        if (uploaded.matches() && byEnd.containsKey(uploaded.group(1)) && !ambiguous.contains(uploaded.group(1))) {
            return byEnd.get(uploaded.group(1));
        }
        throw refuse(annotation, "is not among the images in " + tree.path());
    }

    private void addEnds(String path) {
        for (String end = path; !end.isEmpty(); end = shorter(end)) {
            if (byEnd.putIfAbsent(end, path) != null && !end.equals(path)) {
                ambiguous.add(end);
            } else if (end.equals(path)) {
                byEnd.put(end, path);
                ambiguous.remove(end);
            }
        }
    }

    private static String shorter(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(slash + 1);
    }

    private static RuntimeException refuse(DrawnAnnotation annotation, String why) {
        return Refusal.of(annotation.file(), "image " + annotation.image(), why);
    }
}
