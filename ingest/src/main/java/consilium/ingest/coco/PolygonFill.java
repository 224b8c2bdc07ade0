package consilium.ingest.coco;

import consilium.ingest.coco.DrawnAnnotation.Size;
import consilium.ingest.coco.Region.Polygon;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Decides which pixels a polygon covers as COCO's own tools do, so that areas and masks agree with theirs.
///
/// Corners are rounded to fifths of a pixel, sides drawn on that finer grid, and where a side crosses the middle of a
/// column of pixels the column changes between outside and inside.
///
/// Source: behaviour of `rleFrPoly` in the COCO API's mask module.
final class PolygonFill {

    private static final int FINER = 5;

    /// Of the five fine columns of a pixel, the one left of whose right side its middle lies.
    private static final int MIDDLE = 2;

    private final Size size;
    private final LongStream.Builder changes = LongStream.builder();

    private PolygonFill(Size size) {
        this.size = size;
    }

    static void paint(Polygon polygon, byte[] labels, Size size, byte label) {
        PolygonFill fill = new PolygonFill(size);
        for (int corner = 0; corner < polygon.corners(); corner++) {
            int next = (corner + 1) % polygon.corners();
            fill.side(fine(polygon.x(corner)), fine(polygon.y(corner)), fine(polygon.x(next)), fine(polygon.y(next)));
        }
        fill.paint(labels, label);
    }

    private static int fine(double coordinate) {
        return (int) (FINER * coordinate + 0.5);
    }

    private void side(int fromX, int fromY, int toX, int toY) {
        int dx = Math.abs(toX - fromX);
        int dy = Math.abs(toY - fromY);
        boolean flat = dx >= dy;
        if (flat ? fromX > toX : fromY > toY) {
            side(toX, toY, fromX, fromY);
        } else if (flat) {
            flatSide(fromX, fromY, toX, dx == 0 ? 0 : (double) (toY - fromY) / dx);
        } else {
            steepSide(fromX, fromY, toY, (double) (toX - fromX) / dy);
        }
    }

    private void flatSide(int fromX, int fromY, int toX, double slope) {
        for (int x = fromX; x < toX; x++) {
            if (Math.floorMod(x, FINER) == MIDDLE) {
                int here = (int) (fromY + slope * (x - fromX) + 0.5);
                int next = (int) (fromY + slope * (x + 1 - fromX) + 0.5);
                change(x, Math.min(here, next));
            }
        }
    }

    private void steepSide(int fromX, int fromY, int toY, double slope) {
        int here = fromX;
        for (int y = fromY; y < toY; y++) {
            int next = (int) (fromX + slope * (y + 1 - fromY) + 0.5);
            if (next != here && Math.floorMod(Math.min(here, next), FINER) == MIDDLE) {
                change(Math.min(here, next), y);
            }
            here = next;
        }
    }

    /// A column changes from this row on, both given on the finer grid.
    private void change(int fineX, int fineY) {
        int column = Math.floorDiv(fineX, FINER);
        double row = Math.ceil((fineY + 0.5) / FINER - 0.5);
        if (column >= 0 && column < size.width()) {
            int clipped = (int) Math.clamp(row, 0, size.height());
            changes.add((long) column * (size.height() + 1) + clipped);
        }
    }

    private void paint(byte[] labels, byte label) {
        long[] sorted = changes.build().toArray();
        Arrays.sort(sorted);
        long stride = size.height() + 1L;
        for (int pair = 0; pair + 1 < sorted.length; pair += 2) {
            int column = (int) (sorted[pair] / stride);
            for (int row = (int) (sorted[pair] % stride); row < sorted[pair + 1] % stride; row++) {
                labels[row * size.width() + column] = label;
            }
        }
    }
}
