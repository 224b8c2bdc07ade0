package consilium.evaluate.surface;

import java.util.Arrays;

/// A regular grid of pixels in any number of dimensions: how many lie along each axis, and how far apart. The slowest
/// axis comes first, as in NumPy: height and width, or depth, height and width.
public final class Grid {

    private final int[] extents;
    private final double[] spacing;

    private Grid(int[] extents, double[] spacing) {
        this.extents = extents;
        this.spacing = spacing;
    }

    /// Pixels one apart.
    public static Grid of(int... extents) {
        long size = 1;
        for (int extent : extents) {
            if (extent < 1) {
                throw new IllegalArgumentException("a grid's extents are at least 1, were " + Arrays.toString(extents));
            }
            size = Math.multiplyExact(size, extent);
        }
        if (extents.length == 0 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a grid has 1 to " + Integer.MAX_VALUE + " pixels along 1 axis or more,"
                    + " its extents were " + Arrays.toString(extents));
        }
        double[] spacing = new double[extents.length];
        Arrays.fill(spacing, 1);
        return new Grid(extents.clone(), spacing);
    }

    /// The same pixels, further apart or closer.
    ///
    /// @param between neighbours along each axis, such as millimetres
    public Grid spaced(double... between) {
        if (between.length != extents.length || !Arrays.stream(between).allMatch(each -> each > 0)) {
            throw new IllegalArgumentException("a grid of " + extents.length + " axes has as many distances above 0,"
                    + " was given " + Arrays.toString(between));
        }
        return new Grid(extents, between.clone());
    }

    /// As far apart as here, with other extents.
    Grid cut(int[] cutExtents) {
        return new Grid(cutExtents, spacing);
    }

    int axes() {
        return extents.length;
    }

    int extent(int axis) {
        return extents[axis];
    }

    double spacing(int axis) {
        return spacing[axis];
    }

    /// From a pixel's index to that of its neighbour along the axis.
    int stride(int axis) {
        int stride = 1;
        for (int inner = axis + 1; inner < extents.length; inner++) {
            stride *= extents[inner];
        }
        return stride;
    }

    /// Pixels in all.
    public int size() {
        return stride(0) * extents[0];
    }

    /// Pixels along the fastest axis, one after the other in memory.
    int row() {
        return extents[extents.length - 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grid grid
                && Arrays.equals(extents, grid.extents)
                && Arrays.equals(spacing, grid.spacing);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(extents) + Arrays.hashCode(spacing);
    }

    @Override
    public String toString() {
        return Arrays.toString(extents) + " pixels, " + Arrays.toString(spacing) + " apart";
    }
}
