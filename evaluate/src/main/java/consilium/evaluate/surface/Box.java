package consilium.evaluate.surface;

import java.util.Arrays;

/// The smallest part of a grid, along its axes, that holds masks. Distances between them are the same within it, for
/// every pixel outside is outside of all; what is far larger than the masks costs nothing.
final class Box {

    private final int[] low;
    private final int[] high;

    private Box(int[] low, int[] high) {
        this.low = low;
        this.high = high;
    }

    /// @param masks of one grid, not all of them empty
    static Box around(Mask... masks) {
        Grid grid = masks[0].grid();
        int[] low = new int[grid.axes()];
        int[] high = new int[grid.axes()];
        Arrays.fill(low, Integer.MAX_VALUE);
        Arrays.fill(high, -1);
        Box box = new Box(low, high);
        for (Mask mask : masks) {
            for (int start = 0; start < grid.size(); start += grid.row()) {
                box.include(mask, start);
            }
        }
        return box;
    }

    int[] extents() {
        int[] extents = new int[low.length];
        for (int axis = 0; axis < low.length; axis++) {
            extents[axis] = high[axis] - low[axis] + 1;
        }
        return extents;
    }

    /// Where a pixel of the box lies in the grid it was cut from.
    int origin(int pixel, Grid whole) {
        int origin = 0;
        int rest = pixel;
        for (int axis = low.length - 1; axis >= 0; axis--) {
            int extent = high[axis] - low[axis] + 1;
            origin += (low[axis] + rest % extent) * whole.stride(axis);
            rest /= extent;
        }
        return origin;
    }

    private void include(Mask mask, int start) {
        int row = mask.grid().row();
        int first = 0;
        while (first < row && !mask.at(start + first)) {
            first++;
        }
        if (first == row) {
            return;
        }
        int last = row - 1;
        while (!mask.at(start + last)) {
            last--;
        }
        widen(low.length - 1, first, last);
        int rest = start / row;
        for (int axis = low.length - 2; axis >= 0; axis--) {
            int at = rest % mask.grid().extent(axis);
            widen(axis, at, at);
            rest /= mask.grid().extent(axis);
        }
    }

    private void widen(int axis, int first, int last) {
        low[axis] = Math.min(low[axis], first);
        high[axis] = Math.max(high[axis], last);
    }
}
