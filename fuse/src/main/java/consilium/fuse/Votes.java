package consilium.fuse;

import consilium.kernel.image.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the annotators said of one image: a label per pixel from everyone who looked at it.
///
/// Who did not look has no map here, and takes no part in anything: not a vote for background.
public final class Votes {

    private final int classes;
    private final int annotators;
    private final int[] present;
    private final byte[][] maps;

    /// @param classes labels in use, background included: 2 to 256
    /// @param maps    one per annotator, each pixel a label below `classes`, taken over, not copied; empty where the
    ///                annotator did not look; at least one looked
    public Votes(int classes, List<Optional<byte[]>> maps) {
        if (classes < 2 || classes > 256) {
            throw new IllegalArgumentException("there are 2 to 256 classes, was " + classes);
        }
        List<byte[]> given = new ArrayList<>();
        int[] who = new int[maps.size()];
        for (int annotator = 0; annotator < maps.size(); annotator++) {
            if (maps.get(annotator).isPresent()) {
                who[given.size()] = annotator;
                given.add(maps.get(annotator).get());
            }
        }
        if (given.isEmpty()) {
            throw new IllegalArgumentException("at least one of " + maps.size() + " annotators has a map, none had");
        }
        for (byte[] map : given) {
            if (map.length != given.getFirst().length) {
                throw new IllegalArgumentException("the maps of one image have equally many pixels, were "
                        + given.getFirst().length + " and " + map.length);
            }
        }
        this.classes = classes;
        this.annotators = maps.size();
        this.present = Arrays.copyOf(who, given.size());
        this.maps = given.toArray(byte[][]::new);
    }

    /// Maps of annotators who all looked.
    public static Votes of(int classes, LabelMap... maps) {
        return new Votes(
                classes,
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

    /// How many annotators looked at the image.
    int present() {
        return present.length;
    }

    /// The `n`-th who looked: their place among all annotators.
    int annotator(int n) {
        return present[n];
    }

    /// The map of the `n`-th who looked.
    byte[] map(int n) {
        return maps[n];
    }
}
