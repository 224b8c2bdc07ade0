package consilium.simulate;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The medial axis of a shape: one pixel thin, as connected as the shape, ends kept.
///
/// Pixels are taken away from the boundary inwards, level by level of their distance to the background. One stays when
/// it holds its neighbours together (8-connected shape, 4-connected background) or is an end, with a single neighbour.
/// Of one level, those go first that lie open to the north, then to the south, east and west: taken in reading order
/// alone, a ridge two pixels wide would be eaten from its end.
final class Skeleton {

    /// The neighbours in a circle: east, south-east, south, ...
    private static final int[] DX = {1, 1, 0, -1, -1, -1, 0, 1};
    private static final int[] DY = {0, 1, 1, 1, 0, -1, -1, -1};

    private static final int[] NORTH_SOUTH_EAST_WEST = {6, 2, 0, 4};

    /// Whether a pixel with these neighbours, a bit each, can go.
    private static final boolean[] REMOVABLE = removable();

    private final int width;
    private final int height;
    private final boolean[] left;

    private Skeleton(Mask shape) {
        this.width = shape.width();
        this.height = shape.height();
        this.left = shape.copy();
    }

    /// @param depth squared distance of each pixel to the background
    static Mask of(Mask shape, int[] depth) {
        Skeleton skeleton = new Skeleton(shape);
        int[] order = skeleton.order(depth);
        while (skeleton.thin(order, depth)) {
            // Taking one away may have freed another before it.
        }
        return new Mask(skeleton.width, skeleton.height, skeleton.left);
    }

    /// Pixels of the shape, from the boundary inwards.
    private int[] order(int[] depth) {
        return IntStream.range(0, left.length)
                .filter(pixel -> left[pixel])
                .mapToLong(pixel -> (long) depth[pixel] << Integer.SIZE | pixel)
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
    }

    private boolean thin(int[] order, int[] depth) {
        boolean changed = false;
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && depth[order[to]] == depth[order[from]]) {
                to++;
            }
            for (int direction : NORTH_SOUTH_EAST_WEST) {
                changed |= thin(order, from, to, direction);
            }
            from = to;
        }
        return changed;
    }

    /// Takes away what can go of one level's pixels that lie open in a direction.
    private boolean thin(int[] order, int from, int to, int direction) {
        int[] open = Arrays.stream(order, from, to)
                .filter(pixel -> left[pixel] && !has(neighbours(pixel), direction))
                .toArray();
        boolean changed = false;
        for (int pixel : open) {
            if (REMOVABLE[neighbours(pixel)]) {
                left[pixel] = false;
                changed = true;
            }
        }
        return changed;
    }

    private int neighbours(int pixel) {
        return neighbours(left, width, height, pixel);
    }

    /// Which neighbours belong to the mask, a bit each.
    static int neighbours(Mask mask, int pixel) {
        return neighbours(mask.inside(), mask.width(), mask.height(), pixel);
    }

    private static int neighbours(boolean[] mask, int width, int height, int pixel) {
        int x = pixel % width;
        int y = pixel / width;
        int bits = 0;
        for (int direction = 0; direction < DX.length; direction++) {
            int u = x + DX[direction];
            int v = y + DY[direction];
            boolean in = u >= 0 && v >= 0 && u < width && v < height && mask[v * width + u];
            bits |= in ? 1 << direction : 0;
        }
        return bits;
    }

    private static boolean[] removable() {
        boolean[] removable = new boolean[1 << DX.length];
        for (int neighbours = 0; neighbours < removable.length; neighbours++) {
            removable[neighbours] = Integer.bitCount(neighbours) > 1 && simple(neighbours);
        }
        return removable;
    }

    /// Whether without the pixel its surroundings keep their pieces: exactly one piece of background touches it
    /// across an edge (Yokoi's 8-connectivity number is 1).
    private static boolean simple(int neighbours) {
        int pieces = 0;
        for (int edge = 0; edge < DX.length; edge += 2) {
            boolean open = !has(neighbours, edge);
            boolean nextCornerOpen = !has(neighbours, edge + 1);
            boolean nextEdgeOpen = !has(neighbours, edge + 2);
            pieces += open && !(nextCornerOpen && nextEdgeOpen) ? 1 : 0;
        }
        return pieces == 1;
    }

    private static boolean has(int neighbours, int direction) {
        return (neighbours >> direction % DX.length & 1) != 0;
    }
}
