package consilium.ingest.labels;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// How many pixels a label map has along each axis, and how far apart they lie; the slowest axis first, as in NumPy.
///
/// @param extents of one axis to three, such as depth, height and width; each at least 1
/// @param spacing between neighbours along each axis; 1 where the file tells none
public record LabelGrid(List<Integer> extents, List<Double> spacing) {

    private static final int MOST_AXES = 3;

    public LabelGrid {
        extents = List.copyOf(extents);
        spacing = List.copyOf(spacing);
        if (extents.isEmpty() || extents.size() > MOST_AXES || extents.stream().anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException("a label map has 1 to 3 axes of at least 1 pixel, was " + extents);
        }
        if (spacing.size() != extents.size()) {
            throw new IllegalArgumentException("every axis has its spacing, were " + extents + " and " + spacing);
        }
    }

    /// Pixels one apart.
    static LabelGrid of(Integer... extents) {
        return new LabelGrid(List.of(extents), Collections.nCopies(extents.length, 1.0));
    }

    public int width() {
        return extents.getLast();
    }

    /// Rows of one slice.
    public int height() {
        return extents.size() < 2 ? 1 : extents.get(extents.size() - 2);
    }

    /// Slices, of which an image has one.
    public int depth() {
        return extents.size() < MOST_AXES ? 1 : extents.getFirst();
    }

    /// Pixels in all.
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(width(), height()), depth());
    }

    /// Where a pixel lies, as its axes are spoken of: `(x, y)`, and `z` where there are slices.
    public String position(int pixel) {
        int x = pixel % width();
        int y = pixel / width() % height();
        return extents.size() < MOST_AXES
                ? "pixel (" + x + ", " + y + ")"
                : "voxel (" + x + ", " + y + ", " + pixel / width() / height() + ")";
    }

    /// Width first, such as `181 x 217 x 181`.
    @Override
    public String toString() {
        return extents.reversed().stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
}
