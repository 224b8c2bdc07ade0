package consilium.ingest.lidc;

import java.util.Arrays;

/// The pixels of an [Edge] and those it encloses, on a grid just large enough.
///
/// A pixel is enclosed when its centre is inside the closed polygon by the even-odd rule; the polygon's own sides are
/// drawn with Bresenham's lines and belong to the outline.
final class Outline {

    private final Edge edge;
    private final int left;
    private final int top;
    private final int width;
    private final boolean[] filled;

    private Outline(Edge edge) {
        this.edge = edge;
        this.left = edge.left();
        this.top = edge.top();
        this.width = edge.right() - left + 1;
        this.filled = new boolean[width * (edge.bottom() - top + 1)];
    }

    /// All of it, sides included.
    static Outline filled(Edge edge) {
        Outline outline = new Outline(edge);
        outline.fillInside();
        outline.drawSides();
        return outline;
    }

    /// All of it but the edge's own pixels, which lie just outside.
    static Outline enclosed(Edge edge) {
        Outline outline = filled(edge);
        for (int index = 0; index < edge.size(); index++) {
            outline.set(edge.x(index), edge.y(index), false);
        }
        return outline;
    }

    /// Tells each pixel of it, in the edge's coordinates.
    void each(PixelSink sink) {
        for (int index = 0; index < filled.length; index++) {
            if (filled[index]) {
                sink.accept(left + index % width, top + index / width);
            }
        }
    }

    /// Takes a pixel.
    @FunctionalInterface
    interface PixelSink {
        void accept(int x, int y);
    }

    private void set(int x, int y, boolean value) {
        filled[(y - top) * width + x - left] = value;
    }

    private void fillInside() {
        double[] crossings = new double[edge.size()];
        for (int y = top; y <= edge.bottom(); y++) {
            int count = crossings(y, crossings);
            Arrays.sort(crossings, 0, count);
            for (int pair = 0; pair + 1 < count; pair += 2) {
                for (int x = (int) Math.ceil(crossings[pair]); x <= crossings[pair + 1]; x++) {
                    set(x, y, true);
                }
            }
        }
    }

    /// Where the sides cross a row; a side has its upper end and not its lower one.
    private int crossings(int y, double[] into) {
        int count = 0;
        for (int index = 0; index < edge.size(); index++) {
            int next = (index + 1) % edge.size();
            if (edge.y(index) <= y != edge.y(next) <= y) {
                double along = (double) (y - edge.y(index)) / (edge.y(next) - edge.y(index));
                into[count++] = edge.x(index) + along * (edge.x(next) - edge.x(index));
            }
        }
        return count;
    }

    private void drawSides() {
        for (int index = 0; index < edge.size(); index++) {
            int next = (index + 1) % edge.size();
            drawLine(edge.x(index), edge.y(index), edge.x(next), edge.y(next));
        }
    }

    private void drawLine(int fromX, int fromY, int toX, int toY) {
        int dx = Math.abs(toX - fromX);
        int dy = -Math.abs(toY - fromY);
        int x = fromX;
        int y = fromY;
        int error = dx + dy;
        set(x, y, true);
        while (x != toX || y != toY) {
            int twice = 2 * error;
            if (twice >= dy) {
                error += dy;
                x += Integer.signum(toX - fromX);
            }
            if (twice <= dx) {
                error += dx;
                y += Integer.signum(toY - fromY);
            }
            set(x, y, true);
        }
    }
}
