package consilium.ingest.coco;

import java.util.stream.IntStream;

/// Collects runs and holds them to the number of pixels there are.
final class RunsBuilder {

    private final long pixels;
    private final IntStream.Builder lengths = IntStream.builder();
    private long covered;

    /// @param pixels that the runs must cover
    RunsBuilder(long pixels) {
        if (pixels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a mask has at most " + Integer.MAX_VALUE + " pixels, was " + pixels);
        }
        this.pixels = pixels;
    }

    void add(long length) {
        if (length < 0 || length > pixels - covered) {
            throw new IllegalArgumentException("a run of " + length + " pixels after " + covered
                    + " does not fit; the mask has " + pixels);
        }
        lengths.add((int) length);
        covered += length;
    }

    Runs build() {
        if (covered != pixels) {
            throw new IllegalArgumentException("the runs cover " + covered + " pixels; the mask has " + pixels);
        }
        return new Runs(lengths.build().toArray());
    }
}
