package consilium.fuse;

import java.util.Arrays;

/// Codes of one byte: up to eight annotators of two classes, four of four, two of sixteen.
final class ByteCodes implements VoteCodes {

    private static final int CODES = 256;
    /// Eights of pixels looked at before those that differ are counted.
    private static final int EIGHTS = 512;
    private static final long EACH_BYTE = 0x0101010101010101L;

    private final Fields fields;
    private final byte[] codes;
    private final int[] counts = new int[CODES];
    private final int[] patterns;

    ByteCodes(Fields fields, byte[] codes) {
        this.fields = fields;
        this.codes = codes;
        count();
        this.patterns = VoteCodes.occurring(counts);
    }

    /// Neighbours mostly agree, so eight equal pixels are counted at once. Where they do not, no processor foresees it,
    /// so these eights are first listed, without a branch, and then counted. There is a table per place among eight
    /// neighbours, as who counts a code again in the same table waits until its last count is written.
    private void count() {
        int[] tables = new int[Long.BYTES * CODES];
        int whole = codes.length & -Long.BYTES;
        long[] listed = new long[Math.min(EIGHTS, whole / Long.BYTES) + 1];
        for (int start = 0; start < whole; start += EIGHTS * Long.BYTES) {
            int others = list(start, Math.min(start + EIGHTS * Long.BYTES, whole), tables, listed);
            for (int n = 0; n < others; n++) {
                count(listed[n], tables);
            }
        }
        for (int pixel = whole; pixel < codes.length; pixel++) {
            tables[codes[pixel] & 0xff]++;
        }
        for (int table = 0; table < tables.length; table += CODES) {
            for (int code = 0; code < CODES; code++) {
                counts[code] += tables[table + code];
            }
        }
    }

    /// Counts the eights of one code, and lists the others.
    ///
    /// @return how many others there are
    private int list(int start, int end, int[] tables, long[] listed) {
        int others = 0;
        for (int pixel = start; pixel < end; pixel += Long.BYTES) {
            long eight = eight(pixel);
            long difference = eight ^ Long.rotateLeft(eight, Byte.SIZE);
            int other = (int) ((difference | -difference) >>> Long.SIZE - 1);
            listed[others] = eight;
            others += other;
            int table = pixel / Long.BYTES % Long.BYTES * CODES;
            tables[table + ((int) eight & 0xff)] += Long.BYTES * (1 - other);
        }
        return others;
    }

    private static void count(long eight, int[] tables) {
        tables[(int) eight & 0xff]++;
        tables[CODES + ((int) (eight >>> 8) & 0xff)]++;
        tables[2 * CODES + ((int) (eight >>> 16) & 0xff)]++;
        tables[3 * CODES + ((int) (eight >>> 24) & 0xff)]++;
        tables[4 * CODES + ((int) (eight >>> 32) & 0xff)]++;
        tables[5 * CODES + ((int) (eight >>> 40) & 0xff)]++;
        tables[6 * CODES + ((int) (eight >>> 48) & 0xff)]++;
        tables[7 * CODES + ((int) (eight >>> 56) & 0xff)]++;
    }

    private long eight(int pixel) {
        return (long) Fields.EIGHT.get(codes, pixel);
    }

    private int runEnd(int start, int whole) {
        long eight = eight(start);
        int end = start + Long.BYTES;
        while (end < whole && eight(end) == eight) {
            end += Long.BYTES;
        }
        return end;
    }

    private static boolean uniform(long eight) {
        return eight == Long.rotateLeft(eight, Byte.SIZE);
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
        return fields.field(patterns[pattern], n);
    }

    @Override
    public int pattern(int pixel) {
        return Arrays.binarySearch(patterns, codes[pixel] & 0xff);
    }

    @Override
    public void paint(double[] values, int from, double[] piece, int count) {
        double[] table = new double[CODES];
        for (int pattern = 0; pattern < patterns.length; pattern++) {
            table[patterns[pattern]] = values[pattern];
        }
        for (int at = 0; at < count; at++) {
            piece[at] = table[codes[from + at] & 0xff];
        }
    }

    @Override
    public void paint(float[] values, float[] image, int from) {
        float[] table = VoteCodes.byCode(patterns, values, CODES);
        int whole = codes.length & -Long.BYTES;
        for (int start = 0, end; start < whole; start = end) {
            end = runEnd(start, whole);
            long eight = eight(start);
            if (end - start == Long.BYTES) {
                paint(table, eight, image, from + start);
            } else if (uniform(eight)) {
                Arrays.fill(image, from + start, from + end, table[codes[start] & 0xff]);
            } else {
                paint(table, image, from, start, end);
            }
        }
        paint(table, image, from, whole, codes.length);
    }

    /// Eight pixels, without a loop: it would take longer to begin and to end than to run.
    private static void paint(float[] table, long eight, float[] image, int at) {
        image[at] = table[(int) eight & 0xff];
        image[at + 1] = table[(int) (eight >>> 8) & 0xff];
        image[at + 2] = table[(int) (eight >>> 16) & 0xff];
        image[at + 3] = table[(int) (eight >>> 24) & 0xff];
        image[at + 4] = table[(int) (eight >>> 32) & 0xff];
        image[at + 5] = table[(int) (eight >>> 40) & 0xff];
        image[at + 6] = table[(int) (eight >>> 48) & 0xff];
        image[at + 7] = table[(int) (eight >>> 56) & 0xff];
    }

    private void paint(float[] table, float[] image, int from, int start, int end) {
        for (int pixel = start; pixel < end; pixel++) {
            image[from + pixel] = table[codes[pixel] & 0xff];
        }
    }

    @Override
    public void paint(byte[] values, byte[] image) {
        byte[] table = VoteCodes.byCode(patterns, values, CODES);
        int whole = codes.length & -Long.BYTES;
        for (int pixel = 0; pixel < whole; pixel += Long.BYTES) {
            long eight = eight(pixel);
            Fields.EIGHT.set(image, pixel,
                    uniform(eight) ? EACH_BYTE * (table[(int) eight & 0xff] & 0xff) : labels(table, eight));
        }
        for (int pixel = whole; pixel < codes.length; pixel++) {
            image[pixel] = table[codes[pixel] & 0xff];
        }
    }

    private static long labels(byte[] table, long eight) {
        long labels = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            labels |= (table[(int) (eight >>> shift) & 0xff] & 0xffL) << shift;
        }
        return labels;
    }
}
