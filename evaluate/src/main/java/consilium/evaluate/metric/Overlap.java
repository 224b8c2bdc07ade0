package consilium.evaluate.metric;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.OptionalDouble;

/// How far one label's masks in two maps overlap, in pixels.
///
/// Both masks empty: 1 or left out, as [EmptyMask] says. One empty: 0.
///
/// @param both  pixels that have the label in both maps
/// @param first pixels that have it in the first
/// @param other pixels that have it in the other
public record Overlap(long both, long first, long other) {

    public static Overlap of(LabelMap map, LabelMap other, int label) {
        if (map.width() != other.width() || map.height() != other.height()) {
            throw new IllegalArgumentException("maps of one size overlap, these have " + map.width() + " x "
                    + map.height() + " and " + other.width() + " x " + other.height() + " pixels");
        }
        long both = 0;
        for (int pixel = 0; pixel < map.size(); pixel++) {
            both += map.at(pixel) == label && other.at(pixel) == label ? 1 : 0;
        }
        return new Overlap(both, map.count(label), other.count(label));
    }

    /// `2 |A and B| / (|A| + |B|)`.
    public OptionalDouble dice(EmptyMask rule) {
        return ratio(2 * both, first + other, rule);
    }

    /// Jaccard's index, `|A and B| / |A or B|`.
    public OptionalDouble iou(EmptyMask rule) {
        return ratio(both, first + other - both, rule);
    }

    private static OptionalDouble ratio(long part, long whole, EmptyMask rule) {
        if (whole > 0) {
            return OptionalDouble.of((double) part / whole);
        }
        return switch (rule) {
            case ONE -> OptionalDouble.of(1);
            case SKIP -> OptionalDouble.empty();
        };
    }
}
