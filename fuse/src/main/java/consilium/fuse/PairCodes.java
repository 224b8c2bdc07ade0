package consilium.fuse;

import java.util.Arrays;

/// Codes of two bytes, counted in one table of them all.
final class PairCodes implements VoteCodes {

    private static final int CODES = 1 << 16;

    private final Fields fields;
    private final byte[] high;
    private final byte[] low;
    private final int[] counts = new int[CODES];
    private final int[] patterns;

    PairCodes(Fields fields, byte[] high, byte[] low) {
        this.fields = fields;
        this.high = high;
        this.low = low;
        count();
        this.patterns = VoteCodes.occurring(counts);
    }

    private int code(int pixel) {
        return (high[pixel] & 0xff) << 8 | low[pixel] & 0xff;
    }

    /// As [ByteCodes] counts: neighbours mostly agree.
    private void count() {
        int whole = low.length & -Long.BYTES;
        for (int pixel = 0; pixel < whole; pixel += Long.BYTES) {
            long highs = (long) Fields.EIGHT.get(high, pixel);
            long lows = (long) Fields.EIGHT.get(low, pixel);
            if (highs == Long.rotateLeft(highs, Byte.SIZE) && lows == Long.rotateLeft(lows, Byte.SIZE)) {
                counts[code(pixel)] += Long.BYTES;
            } else {
                for (int each = pixel; each < pixel + Long.BYTES; each++) {
                    counts[code(each)]++;
                }
            }
        }
        for (int pixel = whole; pixel < low.length; pixel++) {
            counts[code(pixel)]++;
        }
    }

    @Override
    public int size() {
        return patterns.length;
    }

    @Override
    public long count(int pattern) {
        return counts[patterns[pattern]];
    }

    @Override
    public int vote(int pattern, int n) {
        int code = patterns[pattern];
        return fields.field(n < fields.perByte() ? code >>> 8 : code & 0xff, n);
    }

    @Override
    public int pattern(int pixel) {
        return Arrays.binarySearch(patterns, code(pixel));
    }

    @Override
    public void paint(float[] values, float[] image, int from) {
        float[] table = VoteCodes.byCode(patterns, values, CODES);
        for (int pixel = 0; pixel < low.length; pixel++) {
            image[from + pixel] = table[code(pixel)];
        }
    }

    @Override
    public void paint(byte[] values, byte[] image) {
        byte[] table = VoteCodes.byCode(patterns, values, CODES);
        for (int pixel = 0; pixel < low.length; pixel++) {
            image[pixel] = table[code(pixel)];
        }
    }
}
