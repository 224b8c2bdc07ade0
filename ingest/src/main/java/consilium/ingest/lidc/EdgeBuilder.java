package consilium.ingest.lidc;

import java.util.stream.IntStream;

/// Collects the points of an [Edge] as they come.
final class EdgeBuilder {

    private final IntStream.Builder xs = IntStream.builder();
    private final IntStream.Builder ys = IntStream.builder();
    private int size;

    void add(int x, int y) {
        xs.add(x);
        ys.add(y);
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    Edge build() {
        return new Edge(xs.build().toArray(), ys.build().toArray());
    }
}
