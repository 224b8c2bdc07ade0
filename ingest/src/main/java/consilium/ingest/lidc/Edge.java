package consilium.ingest.lidc;

import java.util.Arrays;

/// The pixels of an outline in the order they were drawn, just outside of what they enclose; the first pixel of an image
/// is (1, 1).
public final class Edge {

    private final int[] xs;
    private final int[] ys;

    Edge(int[] xs, int[] ys) {
        if (xs.length != ys.length || xs.length == 0) {
            throw new IllegalArgumentException("an edge has as many x as y, and at least one");
        }
        this.xs = xs.clone();
        this.ys = ys.clone();
    }

    public int size() {
        return xs.length;
    }

    public int x(int index) {
        return xs[index];
    }

    public int y(int index) {
        return ys[index];
    }

    int left() {
        return Arrays.stream(xs).min().orElseThrow();
    }

    int right() {
        return Arrays.stream(xs).max().orElseThrow();
    }

    int top() {
        return Arrays.stream(ys).min().orElseThrow();
    }

    int bottom() {
        return Arrays.stream(ys).max().orElseThrow();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Edge edge && Arrays.equals(xs, edge.xs) && Arrays.equals(ys, edge.ys);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(xs) + Arrays.hashCode(ys);
    }

    @Override
    public String toString() {
        return size() + " pixels around (" + xs[0] + ", " + ys[0] + ")";
    }
}
