package consilium.simulate;

/// The exact Euclidean distance of every pixel to the nearest pixel of a mask, squared, between pixel centres.
///
/// In whole numbers throughout, so it is exact. Beyond the edge of the grid there is nothing.
///
/// Source: Meijster, Roerdink and Hesselink, "A general algorithm for computing distance transforms in linear time",
/// 2000, doi:10.1007/0-306-47025-X_36: the distance along columns, then the lower envelope of parabolas along rows.
final class DistanceTransform {

    /// The distance where the mask is empty; its square fits a `long`, and so do all sums with it.
    static final int NOWHERE = Integer.MAX_VALUE;

    private final Mask mask;
    private final int width;
    private final int height;
    /// Distance to the nearest pixel of the mask in the same column, or `far`.
    private final int[] column;
    private final int far;
    /// Pixels whose parabolas make the envelope, and where each begins to be the lowest.
    private final int[] apex;
    private final int[] start;

    private DistanceTransform(Mask mask) {
        this.mask = mask;
        this.width = mask.width();
        this.height = mask.height();
        this.column = new int[mask.size()];
        this.far = width + height;
        this.apex = new int[width];
        this.start = new int[width];
    }

    /// Squared distances, row by row; [#NOWHERE] everywhere for an empty mask.
    static int[] squared(Mask mask) {
        return new DistanceTransform(mask).squared();
    }

    private int[] squared() {
        alongColumns();
        int[] squared = new int[mask.size()];
        for (int y = 0; y < height; y++) {
            alongRow(y * width, squared);
        }
        return squared;
    }

    private void alongColumns() {
        for (int pixel = 0; pixel < column.length; pixel++) {
            int above = pixel < width ? far : column[pixel - width] + 1;
            column[pixel] = mask.at(pixel) ? 0 : Math.min(far, above);
        }
        for (int pixel = column.length - width - 1; pixel >= 0; pixel--) {
            column[pixel] = Math.min(column[pixel], column[pixel + width] + 1);
        }
    }

    private void alongRow(int row, int[] squared) {
        int last = 0;
        apex[0] = 0;
        start[0] = 0;
        for (int x = 1; x < width; x++) {
            while (last >= 0 && height(row, start[last], apex[last]) > height(row, start[last], x)) {
                last--;
            }
            if (last < 0) {
                last = 0;
                apex[0] = x;
                start[0] = 0;
            } else {
                int from = 1 + crossing(row, apex[last], x);
                if (from < width) {
                    last++;
                    apex[last] = x;
                    start[last] = from;
                }
            }
        }
        for (int x = width - 1; x >= 0; x--) {
            boolean found = column[row + apex[last]] < far;
            squared[row + x] = found ? height(row, x, apex[last]) : NOWHERE;
            if (x == start[last]) {
                last--;
            }
        }
    }

    /// The parabola of the pixel at `apex`, at `x`.
    private int height(int row, int x, int apex) {
        int up = column[row + apex];
        return (x - apex) * (x - apex) + up * up;
    }

    /// The last whole `x` where the parabola of `left` is not above that of `right`.
    private int crossing(int row, int left, int right) {
        int up = column[row + left];
        int other = column[row + right];
        return Math.floorDiv(right * right - left * left + other * other - up * up, 2 * (right - left));
    }
}
