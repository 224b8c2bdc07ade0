package consilium.ingest.coco;

import consilium.ingest.coco.DrawnAnnotation.Size;
import java.util.Arrays;
import java.util.List;

/// A set of pixels, in one of the forms in which tools write it.
public sealed interface Region {

    /// Gives its pixels a label.
    ///
    /// @param labels of an image of that size, row by row
    void paint(byte[] labels, Size size, byte label);

    /// What closed polygons enclose, together.
    record Polygons(List<Polygon> polygons) implements Region {
        public Polygons {
            polygons = List.copyOf(polygons);
        }

        @Override
        public void paint(byte[] labels, Size size, byte label) {
            for (Polygon polygon : polygons) {
                PolygonFill.paint(polygon, labels, size, label);
            }
        }
    }

    /// Lengths of alternating runs, the first outside of the region, along the columns of the whole image.
    record ColumnRuns(Runs runs) implements Region {
        @Override
        public void paint(byte[] labels, Size size, byte label) {
            runs.each((from, to) -> {
                for (int index = from; index < to; index++) {
                    labels[index % size.height() * size.width() + index / size.height()] = label;
                }
            });
        }
    }

    /// Lengths of alternating runs, the first outside of the region, along the rows of a box in the image.
    ///
    /// @param left of the box's first column
    /// @param top  of the box's first row
    /// @param box  the box's own size
    record RowRuns(int left, int top, Size box, Runs runs) implements Region {
        @Override
        public void paint(byte[] labels, Size size, byte label) {
            runs.each((from, to) -> {
                for (int index = from; index < to; index++) {
                    int row = top + index / box.width();
                    labels[row * size.width() + left + index % box.width()] = label;
                }
            });
        }
    }

    /// The corners of a closed polygon in pixels; the image's upper left corner is (0, 0), the first pixel's centre
    /// (0.5, 0.5).
    final class Polygon {

        private final double[] coordinates;

        /// @param coordinates x and y in turn, of three corners or more
        Polygon(double... coordinates) {
            if (coordinates.length < 6 || coordinates.length % 2 != 0) {
                throw new IllegalArgumentException(
                        "a polygon has an x and a y for each of at least 3 corners, was given "
                                + coordinates.length + " numbers");
            }
            this.coordinates = coordinates.clone();
        }

        int corners() {
            return coordinates.length / 2;
        }

        double x(int corner) {
            return coordinates[2 * corner];
        }

        double y(int corner) {
            return coordinates[2 * corner + 1];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Polygon polygon && Arrays.equals(coordinates, polygon.coordinates);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(coordinates);
        }
    }
}
