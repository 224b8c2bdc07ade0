package consilium.fuse;

import java.util.Arrays;

/// Codes that are the patterns' own indices, in the order the patterns are met: for any number of annotators and
/// classes.
final class IndexCodes implements VoteCodes {

    private final Fields fields;
    private final int planes;
    private final int[] codes;
    private long[] counts = new long[64];
    private byte[] bytes;
    private int size;
    /// Open addressing: index of a pattern plus 1, or 0; a power of two long, at most half full.
    private int[] slots = new int[128];

    IndexCodes(Fields fields, byte[][] planes) {
        this.fields = fields;
        this.planes = planes.length;
        this.codes = new int[planes[0].length];
        this.bytes = new byte[counts.length * planes.length];
        byte[] key = new byte[planes.length];
        for (int pixel = 0; pixel < codes.length; pixel++) {
            for (int plane = 0; plane < key.length; plane++) {
                key[plane] = planes[plane][pixel];
            }
            int pattern = pixel > 0 && is(codes[pixel - 1], key) ? codes[pixel - 1] : indexOf(key);
            codes[pixel] = pattern;
            counts[pattern]++;
        }
    }

    private boolean is(int pattern, byte[] key) {
        return Arrays.equals(bytes, pattern * planes, (pattern + 1) * planes, key, 0, planes);
    }

    private int indexOf(byte[] key) {
        int slot = slot(key);
        if (slots[slot] == 0) {
            if (2 * (size + 1) > slots.length) {
                grow();
                slot = slot(key);
            }
            System.arraycopy(key, 0, bytes, size * planes, planes);
            slots[slot] = ++size;
        }
        return slots[slot] - 1;
    }

    /// Where the key is, or would be.
    private int slot(byte[] key) {
        int hash = Arrays.hashCode(key) * 0x9e3779b9;
        int slot = (hash ^ hash >>> 15) & slots.length - 1;
        while (slots[slot] != 0 && !is(slots[slot] - 1, key)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        counts = Arrays.copyOf(counts, counts.length * 2);
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
        slots = new int[slots.length * 2];
        for (int pattern = 0; pattern < size; pattern++) {
            slots[slot(Arrays.copyOfRange(bytes, pattern * planes, (pattern + 1) * planes))] = pattern + 1;
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long count(int pattern) {
        return counts[pattern];
    }

    @Override
    public int vote(int pattern, int n) {
        return fields.field(bytes[pattern * planes + n / fields.perByte()] & 0xff, n);
    }

    @Override
    public int pattern(int pixel) {
        return codes[pixel];
    }

    @Override
    public void paint(float[] values, float[] image, int from) {
        for (int pixel = 0; pixel < codes.length; pixel++) {
            image[from + pixel] = values[codes[pixel]];
        }
    }

    @Override
    public void paint(byte[] values, byte[] image) {
        for (int pixel = 0; pixel < codes.length; pixel++) {
            image[pixel] = values[codes[pixel]];
        }
    }
}
