package consilium.evaluate.metric;

import consilium.kernel.image.LabelMap;
import java.util.List;

/// Several label maps of one image, made ready to be compared with each other quickly: every label's mask is held one
/// bit per pixel, and two masks overlap 64 pixels at a time.
public final class MapSet {

    private final int classes;
    private final int pixels;
    /// `[map][label][word]`.
    private final long[][][] masks;
    /// `[map][label]`, pixels.
    private final int[][] counts;

    private MapSet(int classes, int pixels, long[][][] masks, int[][] counts) {
        this.classes = classes;
        this.pixels = pixels;
        this.masks = masks;
        this.counts = counts;
    }

    /// @param maps    at least one, all of one size
    /// @param classes labels are 0, the background, to `classes - 1`
    public static MapSet of(List<LabelMap> maps, int classes) {
        if (maps.isEmpty()) {
            throw new IllegalArgumentException("a set of maps has at least one");
        }
        int pixels = maps.getFirst().size();
        long[][][] masks = new long[maps.size()][classes][(pixels + Long.SIZE - 1) / Long.SIZE];
        int[][] counts = new int[maps.size()][classes];
        for (int map = 0; map < maps.size(); map++) {
            if (maps.get(map).size() != pixels) {
                throw new IllegalArgumentException("maps of one size are compared, these have " + pixels + " and "
                        + maps.get(map).size() + " pixels");
            }
            fill(maps.get(map), masks[map], counts[map]);
        }
        return new MapSet(classes, pixels, masks, counts);
    }

    public int size() {
        return masks.length;
    }

    int classes() {
        return classes;
    }

    int pixels() {
        return pixels;
    }

    /// How far one label's masks overlap in a map of this set and a map of another.
    Overlap overlap(int map, MapSet others, int other, int label) {
        long[] first = masks[map][label];
        long[] second = others.masks[other][label];
        int both = 0;
        for (int word = 0; word < first.length; word++) {
            both += Long.bitCount(first[word] & second[word]);
        }
        return new Overlap(both, counts[map][label], others.counts[other][label]);
    }

    private static void fill(LabelMap map, long[][] masks, int[] counts) {
        for (int pixel = 0; pixel < map.size(); pixel++) {
            int label = map.at(pixel);
            if (label >= masks.length) {
                throw new IllegalArgumentException(
                        "labels lie in 0 to " + (masks.length - 1) + ", pixel " + pixel + " has " + label);
            }
            masks[label][pixel / Long.SIZE] |= 1L << pixel;
            counts[label]++;
        }
    }
}
