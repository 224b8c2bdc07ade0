package consilium.ingest.coco;

import consilium.ingest.coco.DrawnAnnotation.Size;

/// Unpacks Label Studio's brush: the red, green, blue and alpha bytes of every pixel in packed runs, of which a pixel is
/// in the region where alpha is not 0.
///
/// The bits, the highest of each byte first: 32 for how many numbers there are, 5 for how many bits a number has less
/// one, four times 4 for how many bits a count may have less one; then blocks of 1 bit for whether one number is
/// repeated, 2 for which of the four kinds of count follows, the count less one, and the number or numbers.
///
/// Source: the format of `rle-pack` (thi.ng/umbrella), named by Label Studio's converter.
final class BrushRuns {

    private static final int CHANNELS = 4;
    private static final int BITS_OF_A_CHANNEL = 8;

    private final byte[] packed;
    private final RunsBuilder runs;
    private long bit;
    private boolean inside;
    private long run;

    private BrushRuns(byte[] packed, RunsBuilder runs) {
        this.packed = packed;
        this.runs = runs;
    }

    /// @throws IllegalArgumentException when it is no brush or not of this size
    static Runs unpack(byte[] packed, Size size) {
        return new BrushRuns(packed, new RunsBuilder(size.pixels())).unpack(size);
    }

    private Runs unpack(Size size) {
        long numbers = bits(32);
        if (numbers != CHANNELS * size.pixels()) {
            throw new IllegalArgumentException("the brush has " + numbers + " numbers, an image of " + size
                    + " pixels has " + CHANNELS * size.pixels());
        }
        int width = (int) bits(5) + 1;
        if (width != BITS_OF_A_CHANNEL) {
            throw new IllegalArgumentException("a channel must have 8 bits, was " + width);
        }
        int[] countBits = {(int) bits(4) + 1, (int) bits(4) + 1, (int) bits(4) + 1, (int) bits(4) + 1};
        for (long number = 0; number < numbers;) {
            boolean repeated = bits(1) == 1;
            long end = Math.min(numbers, number + bits(countBits[(int) bits(2)]) + 1);
            if (repeated) {
                boolean drawn = bits(width) != 0;
                extend(end / CHANNELS - number / CHANNELS, drawn);
                number = end;
            } else {
                for (; number < end; number++) {
                    boolean drawn = bits(width) != 0;
                    extend((number + 1) / CHANNELS - number / CHANNELS, drawn);
                }
            }
        }
        runs.add(run);
        return runs.build();
    }

    /// So many more pixels whose alpha is drawn or not.
    private void extend(long pixels, boolean drawn) {
        if (pixels > 0 && drawn != inside) {
            runs.add(run);
            run = 0;
            inside = drawn;
        }
        run += pixels;
    }

    private long bits(int count) {
        if (bit + count > 8L * packed.length) {
            throw new IllegalArgumentException("the brush ends before all its numbers are there");
        }
        long value = 0;
        for (int index = 0; index < count; index++, bit++) {
            value = value << 1 | (packed[(int) (bit >> 3)] >> (7 - (bit & 7)) & 1);
        }
        return value;
    }
}
