package consilium.evaluate.surface;

/// For every pixel the squared Euclidean distance to the nearest pixel of a mask, exactly, in time linear in the
/// pixels.
///
/// Axis by axis, the distances along a line of pixels are the lower envelope of one parabola per pixel, and the
/// envelope is found in one sweep. On a grid whose spacing is a whole number the squares are whole numbers, and exact.
///
/// Source: Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, Theory of Computing 8, 2012,
/// doi:10.4086/toc.2012.v008a019.
final class DistanceTransform {

    private DistanceTransform() {}

    /// @return infinite everywhere when the mask is empty
    static double[] squared(Mask mask) {
        Grid grid = mask.grid();
        double[] squares = new double[grid.size()];
        for (int pixel = 0; pixel < squares.length; pixel++) {
            squares[pixel] = mask.at(pixel) ? 0 : Double.POSITIVE_INFINITY;
        }
        for (int axis = grid.axes() - 1; axis >= 0; axis--) {
            sweep(squares, grid.extent(axis), grid.stride(axis), grid.spacing(axis));
        }
        return squares;
    }

    private static void sweep(double[] squares, int extent, int stride, double spacing) {
        Envelope envelope = new Envelope(extent, spacing);
        int slab = extent * stride;
        for (int start = 0; start < squares.length; start += slab) {
            for (int line = start; line < start + stride; line++) {
                envelope.lower(squares, line, stride);
            }
        }
    }

    /// The lower envelope of the parabolas of one line, `height + (x - place)^2`.
    private static final class Envelope {

        private final int extent;
        private final double spacing;
        /// Of the parabolas on the envelope, from left to right: place, height, and from where on each is the lowest.
        private final double[] places;
        private final double[] heights;
        private final double[] starts;

        Envelope(int extent, double spacing) {
            this.extent = extent;
            this.spacing = spacing;
            this.places = new double[extent];
            this.heights = new double[extent];
            this.starts = new double[extent + 1];
        }

        /// Replaces the heights along a line by the envelope's.
        void lower(double[] line, int first, int stride) {
            int count = build(line, first, stride);
            if (count == 0) {
                return;
            }
            starts[count] = Double.POSITIVE_INFINITY;
            int lowest = 0;
            for (int step = 0; step < extent; step++) {
                double x = step * spacing;
                while (starts[lowest + 1] < x) {
                    lowest++;
                }
                double away = x - places[lowest];
                line[first + step * stride] = heights[lowest] + away * away;
            }
        }

        /// @return how many parabolas are on the envelope
        private int build(double[] line, int first, int stride) {
            int count = 0;
            for (int step = 0; step < extent; step++) {
                double height = line[first + step * stride];
                if (height < Double.POSITIVE_INFINITY) {
                    double place = step * spacing;
                    double start = Double.NEGATIVE_INFINITY;
                    while (count > 0) {
                        start = meeting(count - 1, place, height);
                        if (start > starts[count - 1]) {
                            break;
                        }
                        count--;
                        start = Double.NEGATIVE_INFINITY;
                    }
                    places[count] = place;
                    heights[count] = height;
                    starts[count] = start;
                    count++;
                }
            }
            return count;
        }

        /// Where a new parabola falls below one of the envelope's, which lies left of it.
        private double meeting(int left, double place, double height) {
            double rise = height + place * place - (heights[left] + places[left] * places[left]);
            return rise / (2 * (place - places[left]));
        }
    }
}
