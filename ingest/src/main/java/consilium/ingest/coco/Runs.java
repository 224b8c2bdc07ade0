package consilium.ingest.coco;

import java.util.Arrays;

/// Lengths of runs outside and inside of a region in turn, beginning outside; together they cover all pixels.
public final class Runs {

    private final int[] lengths;

    Runs(int... lengths) {
        this.lengths = lengths.clone();
    }

    /// Tells the runs inside.
    void each(RunSink sink) {
        int from = 0;
        for (int index = 0; index < lengths.length; index++) {
            int to = from + lengths[index];
            if (index % 2 == 1) {
                sink.accept(from, to);
            }
            from = to;
        }
    }

    /// Takes the pixels `from` to `to`, the latter excluded.
    @FunctionalInterface
    interface RunSink {
        void accept(int from, int to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Runs runs && Arrays.equals(lengths, runs.lengths);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lengths);
    }

    @Override
    public String toString() {
        return Arrays.toString(lengths);
    }
}
