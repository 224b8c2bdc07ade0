package consilium.fuse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// How the votes of one pixel lie in its code: a field of equally many bits per present annotator, as many whole
/// fields in a byte as fit.
///
/// @param bits    of a field: enough for the largest label, at least 1
/// @param perByte fields in a byte
/// @param count   fields in all
record Fields(int bits, int perByte, int count) {

    static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder()).withInvokeExactBehavior();

    private static final long EACH_BYTE = 0x0101010101010101L;

    /// Pixels coded at a time, so that their codes stay in the fastest cache until all annotators are in.
    private static final int BLOCK = 8192;

    static Fields of(int classes, int annotators) {
        int bits = 32 - Integer.numberOfLeadingZeros(classes - 1);
        return new Fields(bits, 8 / bits, annotators);
    }

    int planes() {
        return (count + perByte - 1) / perByte;
    }

    /// The `n`-th field, where `code` is the byte of plane `n / perByte`.
    int field(int code, int n) {
        int inPlane = Math.min(perByte, count - n / perByte * perByte);
        int above = inPlane - 1 - n % perByte;
        return code >>> (above * bits) & ((1 << bits) - 1);
    }

    /// The codes: a byte per pixel and plane.
    ///
    /// @throws IllegalArgumentException for a vote outside the classes
    byte[][] pack(Votes votes) {
        byte[][] planes = new byte[planes()][votes.pixels()];
        long seen = 0;
        for (int from = 0; from < votes.pixels(); from += BLOCK) {
            int to = Math.min(from + BLOCK, votes.pixels());
            for (int plane = 0; plane < planes.length; plane++) {
                seen |= append(votes, plane, planes[plane], from, to);
            }
        }
        if ((seen & ~(EACH_BYTE * ((1 << bits) - 1))) != 0) {
            throw outside(votes);
        }
        return planes;
    }

    /// Appends all fields of one plane to every code of the block, four at a time as long as there are.
    private long append(Votes votes, int plane, byte[] codes, int from, int to) {
        int n = plane * perByte;
        int end = Math.min(count, n + perByte);
        long seen = 0;
        for (; n + 4 <= end; n += 4) {
            seen |= append(votes.map(n), votes.map(n + 1), votes.map(n + 2), votes.map(n + 3), codes, from, to);
        }
        for (; n < end; n++) {
            seen |= append(votes.map(n), codes, from, to);
        }
        return seen;
    }

    /// As four times one field, where the codes are read and written once.
    private long append(byte[] a, byte[] b, byte[] c, byte[] d, byte[] codes, int from, int to) {
        long seen = 0;
        int pixel = from;
        for (; pixel <= to - Long.BYTES; pixel += Long.BYTES) {
            long first = (long) EIGHT.get(a, pixel);
            long second = (long) EIGHT.get(b, pixel);
            long third = (long) EIGHT.get(c, pixel);
            long fourth = (long) EIGHT.get(d, pixel);
            long code = ((long) EIGHT.get(codes, pixel) << bits | first) << bits | second;
            EIGHT.set(codes, pixel, (code << bits | third) << bits | fourth);
            seen |= first | second | third | fourth;
        }
        for (; pixel < to; pixel++) {
            int code = (codes[pixel] << bits | a[pixel]) << bits | b[pixel];
            codes[pixel] = (byte) ((code << bits | c[pixel]) << bits | d[pixel]);
            seen |= (a[pixel] | b[pixel] | c[pixel] | d[pixel]) & 0xff;
        }
        return seen;
    }

    /// Appends a field to every code of the block, eight pixels at a time: no field reaches into the next byte.
    private long append(byte[] map, byte[] codes, int from, int to) {
        long seen = 0;
        int pixel = from;
        for (; pixel <= to - Long.BYTES; pixel += Long.BYTES) {
            long vote = (long) EIGHT.get(map, pixel);
            long code = (long) EIGHT.get(codes, pixel);
            EIGHT.set(codes, pixel, code << bits | vote);
            seen |= vote;
        }
        for (; pixel < to; pixel++) {
            codes[pixel] = (byte) (codes[pixel] << bits | map[pixel]);
            seen |= map[pixel] & 0xff;
        }
        return seen;
    }

    static IllegalArgumentException outside(Votes votes) {
        for (int n = 0; n < votes.present(); n++) {
            byte[] map = votes.map(n);
            for (int pixel = 0; pixel < map.length; pixel++) {
                if ((map[pixel] & 0xff) >= votes.classes()) {
                    return new IllegalArgumentException("labels lie below " + votes.classes() + ", annotator "
                            + votes.annotator(n) + " gave pixel " + pixel + " label " + (map[pixel] & 0xff));
                }
            }
        }
        throw new AssertionError("no vote lies outside the classes");
    }
}
