package consilium.fuse;

import consilium.kernel.image.LabelMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the annotators said of one image: a label per pixel from everyone who looked at it.
///
/// Who did not look has no map here, and takes no part in anything: not a vote for background.
public final class Votes {

    private static final int UNKNOWN = 0;

    private final int classes;
    private final int width;
    private final int annotators;
    /// The annotator of each answer.
    private final int[] who;
    /// The answer that each map is.
    private final int[] answers;
    private final byte[][] maps;

    /// @param classes labels in use, background included: 2 to 256
    /// @param maps    one per annotator, each pixel a label below `classes`, taken over, not copied; empty where the
    ///                annotator did not look; at least one looked
    public Votes(int classes, List<Optional<byte[]>> maps) {
        this(classes, UNKNOWN, maps.stream().map(map -> map.stream().toList()).toList());
    }

    private Votes(int classes, int width, List<List<byte[]>> maps) {
        if (classes < 2 || classes > 256) {
            throw new IllegalArgumentException("there are 2 to 256 classes, was " + classes);
        }
        List<byte[]> given = maps.stream().flatMap(List::stream).toList();
        if (given.isEmpty()) {
            throw new IllegalArgumentException("at least one of " + maps.size() + " annotators has a map, none had");
        }
        for (byte[] map : given) {
            if (map.length != given.getFirst().length) {
                throw new IllegalArgumentException("the maps of one image have equally many pixels, were "
                        + given.getFirst().length + " and " + map.length);
            }
        }
        if (width < 0 || width > UNKNOWN && given.getFirst().length % width != 0) {
            throw new IllegalArgumentException("an image of " + given.getFirst().length + " pixels has whole rows, the"
                    + " width was " + width);
        }
        this.classes = classes;
        this.width = width;
        this.annotators = maps.size();
        this.maps = given.toArray(byte[][]::new);
        this.answers = new int[given.size()];
        this.who = new int[maps.stream().mapToInt(each -> Math.max(1, each.size())).sum()];
        number(maps);
    }

    /// Gives everyone an answer per map, and who has none an answer that stays open.
    private void number(List<List<byte[]>> of) {
        int map = 0;
        int answer = 0;
        for (int annotator = 0; annotator < annotators; annotator++) {
            for (int each = 0; each < of.get(annotator).size(); each++) {
                answers[map++] = answer + each;
            }
            int next = answer + Math.max(1, of.get(annotator).size());
            Arrays.fill(who, answer, next, annotator);
            answer = next;
        }
    }

    /// The same votes on an image of rows, for methods that know neighbours.
    ///
    /// @param width pixels in a row
    public static Votes ofRows(int classes, int width, List<Optional<byte[]>> maps) {
        if (width < 1) {
            throw new IllegalArgumentException("a row has at least one pixel, the width was " + width);
        }
        return new Votes(classes, width, maps.stream().map(map -> map.stream().toList()).toList());
    }

    /// Votes of annotators who may have looked several times: all their maps, none for who did not look.
    public static Votes repeated(int classes, List<List<byte[]>> maps) {
        return new Votes(classes, UNKNOWN, maps);
    }

    /// Maps of annotators who all looked.
    public static Votes of(int classes, LabelMap... maps) {
        return ofRows(
                classes,
                maps[0].width(),
                Arrays.stream(maps).map(map -> Optional.of(map.labels())).toList());
    }

    public int classes() {
        return classes;
    }

    /// Annotators in all, the absent included.
    public int annotators() {
        return annotators;
    }

    public int pixels() {
        return maps[0].length;
    }

    /// @throws IllegalStateException where it was not said
    int width() {
        if (width == UNKNOWN) {
            throw new IllegalStateException("this method knows neighbours: make the votes with their image's width");
        }
        return width;
    }

    /// How many maps there are: of each annotator who looked, one, or more where they looked again.
    int present() {
        return maps.length;
    }

    /// Whose the `n`-th map is: their place among all annotators.
    int annotator(int n) {
        return who[answers[n]];
    }

    /// Which answer the `n`-th map is: everyone has at least one, be it open.
    int answer(int n) {
        return answers[n];
    }

    /// The annotator of each answer, ascending.
    int[] who() {
        return who;
    }

    /// The `n`-th map.
    byte[] map(int n) {
        return maps[n];
    }
}
