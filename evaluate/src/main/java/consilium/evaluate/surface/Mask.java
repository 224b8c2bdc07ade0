package consilium.evaluate.surface;

import consilium.kernel.image.LabelMap;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// Which pixels of a grid belong to something.
public final class Mask {

    private final Grid grid;
    private final boolean[] inside;

    private Mask(Grid grid, boolean[] inside) {
        this.grid = grid;
        this.inside = inside;
    }

    /// @param inside for each pixel by its index, the fastest axis last
    public static Mask generate(Grid grid, IntPredicate inside) {
        boolean[] pixels = new boolean[grid.size()];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            pixels[pixel] = inside.test(pixel);
        }
        return new Mask(grid, pixels);
    }

    /// One label's pixels in a map, one apart.
    public static Mask of(LabelMap map, int label) {
        return generate(Grid.of(map.height(), map.width()), pixel -> map.at(pixel) == label);
    }

    public Grid grid() {
        return grid;
    }

    public boolean at(int pixel) {
        return inside[pixel];
    }

    /// Pixels inside.
    public int count() {
        int count = 0;
        for (boolean each : inside) {
            count += each ? 1 : 0;
        }
        return count;
    }

    /// The mask's part within the box.
    Mask cut(Box box) {
        Grid small = grid.cut(box.extents());
        boolean[] part = new boolean[small.size()];
        for (int start = 0; start < part.length; start += small.row()) {
            System.arraycopy(inside, box.origin(start, grid), part, start, small.row());
        }
        return new Mask(small, part);
    }

    /// The pixels inside that touch the outside along an axis: the mask without its erosion by the cross-shaped
    /// structuring element. Beyond the grid is outside, so a mask that reaches the rim of an image has a surface there.
    Mask surface() {
        boolean[] core = inside.clone();
        for (int axis = 0; axis < grid.axes(); axis++) {
            erode(core, grid.extent(axis), grid.stride(axis));
        }
        boolean[] surface = new boolean[inside.length];
        for (int pixel = 0; pixel < surface.length; pixel++) {
            surface[pixel] = inside[pixel] && !core[pixel];
        }
        return new Mask(grid, surface);
    }

    /// Takes from the core what has an outside neighbour along one axis.
    private void erode(boolean[] core, int extent, int stride) {
        int slab = extent * stride;
        for (int start = 0; start < core.length; start += slab) {
            int last = start + slab - stride;
            Arrays.fill(core, start, start + stride, false);
            Arrays.fill(core, last, start + slab, false);
            for (int pixel = start + stride; pixel < last; pixel++) {
                core[pixel] = core[pixel] && inside[pixel - stride] && inside[pixel + stride];
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask && grid.equals(mask.grid) && Arrays.equals(inside, mask.inside);
    }

    @Override
    public int hashCode() {
        return 31 * grid.hashCode() + Arrays.hashCode(inside);
    }

    @Override
    public String toString() {
        return "Mask of " + count() + " out of " + grid;
    }
}
