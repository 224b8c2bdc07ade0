package consilium.fuse;

import java.util.Arrays;

/// Codes of one byte: up to eight annotators of two classes, four of four, two of sixteen.
final class ByteCodes implements VoteCodes {

    private static final int CODES = 256;

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

    /// Neighbours mostly agree, so eight equal pixels are counted at once, and so is a run of equal eights.
    private void count() {
        int whole = codes.length & -Long.BYTES;
        for (int start = 0, end; start < whole; start = end) {
            end = runEnd(start, whole);
            add(eight(start), (end - start) / Long.BYTES);
        }
        for (int pixel = whole; pixel < codes.length; pixel++) {
            counts[codes[pixel] & 0xff]++;
        }
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

    private void add(long eight, int times) {
        if (uniform(eight)) {
            counts[(int) eight & 0xff] += Long.BYTES * times;
            return;
        }
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            counts[(int) (eight >>> shift) & 0xff] += times;
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
            if (uniform(eight(start))) {
                Arrays.fill(image, from + start, from + end, table[codes[start] & 0xff]);
            } else {
                paint(table, image, from, start, end);
            }
        }
        paint(table, image, from, whole, codes.length);
    }

    private void paint(float[] table, float[] image, int from, int start, int end) {
        for (int pixel = start; pixel < end; pixel++) {
            image[from + pixel] = table[codes[pixel] & 0xff];
        }
    }

    @Override
    public void paint(byte[] values, byte[] image) {
        byte[] table = VoteCodes.byCode(patterns, values, CODES);
        for (int pixel = 0; pixel < codes.length; pixel++) {
            image[pixel] = table[codes[pixel] & 0xff];
        }
    }
}
