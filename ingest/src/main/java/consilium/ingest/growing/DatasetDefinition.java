package consilium.ingest.growing;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import java.util.List;
import java.util.regex.Pattern;

/// What a data set that grows is, fixed when it is made.
///
/// @param classes    names of the labels, the first is background, label 0
/// @param annotators who may annotate; empty: anybody
/// @param truth      whether every image comes with its true label map
public record DatasetDefinition(
        @About("Short name; part of addresses and specs") String name,
        @About("Names of the labels; the first is background, label 0") List<String> classes,
        @About("Who may annotate; empty: anybody") List<String> annotators,
        @About("Whether every image comes with its true label map") @Default("false") boolean truth) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");
    private static final int MOST_CLASSES = 256;

    public DatasetDefinition {
        classes = classes.isEmpty() ? List.of("background", "foreground") : List.copyOf(classes);
        annotators = List.copyOf(annotators);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a data set's name is 1 to 64 lower-case letters, digits, dots, dashes or"
                            + " underscores, starting and ending with a letter or digit, was \"" + name + "\"");
        }
        if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "classes must name 2 to " + MOST_CLASSES + " labels, background first, were " + classes.size());
        }
        requireDistinct("classes", classes);
        requireDistinct("annotators", annotators);
    }

    /// Whether somebody of that name may annotate.
    public boolean admits(String annotator) {
        return annotators.isEmpty() || annotators.contains(annotator);
    }

    private static void requireDistinct(String what, List<String> names) {
        if (names.stream().distinct().count() < names.size() || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(what + " must be names that are not blank, each once, were " + names);
        }
    }
}
