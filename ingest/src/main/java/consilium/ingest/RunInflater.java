package consilium.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;

/// Inflates a zlib stream that is in memory as a whole, copying runs in blocks: a label map is a few hundred bytes that
/// stand for tens of thousands, and the JDK's inflater writes those three at a time, which was a quarter of all the time
/// that ingestion took. Where little repeats it is no faster than the JDK's, which is used there.
///
/// Neither the stream's checksum nor what follows the wanted bytes is looked at: a PNG's own checksums cover both.
///
/// Source: RFC 1950 and RFC 1951.
final class RunInflater {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    private static final int END_OF_BLOCK = 256;
    private static final int MOST_LITERALS = 288;
    private static final int MOST_DISTANCES = 32;
    private static final int[] LENGTH = {
            3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
            227, 258
    };
    private static final int[] LENGTH_BITS = {
            0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] DISTANCE = {
            1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
            6145, 8193, 12289, 16385, 24577
    };
    private static final int[] DISTANCE_BITS = {
            0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13
    };
    private static final int[] ORDER_OF_LENGTHS =
            {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final PrefixCode literals = new PrefixCode(MOST_LITERALS);
    private final PrefixCode distances = new PrefixCode(MOST_DISTANCES);
    private final PrefixCode lengths = new PrefixCode(ORDER_OF_LENGTHS.length);
    private final byte[] codeLengths = new byte[MOST_LITERALS + MOST_DISTANCES];

    private byte[] in = {};
    private int at;
    private int end;
    private long hold;
    private int held;
    private byte[] out = {};
    private int filled;
    private int wanted;

    /// @param from   byte of `in` at which the stream begins
    /// @param length bytes of the stream
    /// @param into   filled from its beginning
    /// @param most   bytes wanted
    /// @return how many there were
    /// @throws DataFormatException when it is no such stream, or is cut short
    int inflate(byte[] given, int from, int length, byte[] into, int most) throws DataFormatException {
        in = given;
        at = from;
        end = from + length;
        hold = 0;
        held = 0;
        out = into;
        filled = 0;
        wanted = most;
        int method = bits(8);
        int flags = bits(8);
        if ((method & 0xf) != 8 || (method << 8 | flags) % 31 != 0 || (flags & 0x20) != 0) {
            throw new DataFormatException("no zlib stream");
        }
        boolean last = false;
        while (!last && filled < wanted) {
            last = bits(1) == 1;
            switch (bits(2)) {
                case STORED -> stored();
                case FIXED -> {
                    fixedCodes();
                    coded();
                }
                case DYNAMIC -> {
                    dynamicCodes();
                    coded();
                }
                default -> throw new DataFormatException("a block of no kind");
            }
        }
        return filled;
    }

    private void stored() throws DataFormatException {
        bits(held & 7);
        int length = bits(16);
        if (length != (~bits(16) & 0xffff)) {
            throw new DataFormatException("a stored block whose length is wrong");
        }
        at -= held >> 3;
        hold = 0;
        held = 0;
        int copied = Math.min(length, wanted - filled);
        if (copied > end - at) {
            throw new DataFormatException("a stored block is cut short");
        }
        System.arraycopy(in, at, out, filled, copied);
        at += copied;
        filled += copied;
    }

    private void fixedCodes() throws DataFormatException {
        Arrays.fill(codeLengths, 0, 144, (byte) 8);
        Arrays.fill(codeLengths, 144, 256, (byte) 9);
        Arrays.fill(codeLengths, 256, 280, (byte) 7);
        Arrays.fill(codeLengths, 280, MOST_LITERALS, (byte) 8);
        literals.set(codeLengths, 0, MOST_LITERALS);
        Arrays.fill(codeLengths, 0, MOST_DISTANCES, (byte) 5);
        distances.set(codeLengths, 0, MOST_DISTANCES);
    }

    private void dynamicCodes() throws DataFormatException {
        int literalCount = bits(5) + 257;
        int distanceCount = bits(5) + 1;
        int lengthCount = bits(4) + 4;
        Arrays.fill(codeLengths, 0, ORDER_OF_LENGTHS.length, (byte) 0);
        for (int index = 0; index < lengthCount; index++) {
            codeLengths[ORDER_OF_LENGTHS[index]] = (byte) bits(3);
        }
        lengths.set(codeLengths, 0, ORDER_OF_LENGTHS.length);
        if (literalCount > MOST_LITERALS) {
            throw new DataFormatException("a block of " + literalCount + " literals");
        }
        int count = literalCount + distanceCount;
        for (int index = 0; index < count;) {
            int symbol = symbol(lengths);
            int repeats = switch (symbol) {
                case 16 -> 3 + bits(2);
                case 17 -> 3 + bits(3);
                case 18 -> 11 + bits(7);
                default -> 1;
            };
            if (symbol == 16 && index == 0 || repeats > count - index) {
                throw new DataFormatException("a block whose codes repeat too often");
            }
            byte length = symbol < 16 ? (byte) symbol : symbol == 16 ? codeLengths[index - 1] : 0;
            Arrays.fill(codeLengths, index, index + repeats, length);
            index += repeats;
        }
        literals.set(codeLengths, 0, literalCount);
        distances.set(codeLengths, literalCount, distanceCount);
    }

    private void coded() throws DataFormatException {
        while (filled < wanted) {
            int symbol = symbol(literals);
            if (symbol < END_OF_BLOCK) {
                out[filled++] = (byte) symbol;
            } else if (symbol == END_OF_BLOCK) {
                return;
            } else {
                repeat(symbol - END_OF_BLOCK - 1);
            }
        }
    }

    private void repeat(int lengthCode) throws DataFormatException {
        if (lengthCode >= LENGTH.length) {
            throw new DataFormatException("a length of no kind");
        }
        int length = Math.min(LENGTH[lengthCode] + bits(LENGTH_BITS[lengthCode]), wanted - filled);
        int distanceCode = symbol(distances);
        if (distanceCode >= DISTANCE.length) {
            throw new DataFormatException("a distance of no kind");
        }
        int distance = DISTANCE[distanceCode] + bits(DISTANCE_BITS[distanceCode]);
        if (distance > filled) {
            throw new DataFormatException("a distance to before the beginning");
        }
        if (distance == 1) {
            Arrays.fill(out, filled, filled + length, out[filled - 1]);
        } else {
            for (int copied = 0; copied < length;) {
                int block = Math.min(length - copied, distance + copied);
                System.arraycopy(out, filled - distance, out, filled + copied, block);
                copied += block;
            }
        }
        filled += length;
    }

    private int symbol(PrefixCode code) throws DataFormatException {
        refill();
        int entry = code.find(hold);
        int length = entry & 0xf;
        if (length == 0 || length > held) {
            throw new DataFormatException(length == 0 ? "a code of no symbol" : "the stream is cut short");
        }
        hold >>>= length;
        held -= length;
        return entry >> 4;
    }

    private int bits(int count) throws DataFormatException {
        refill();
        if (count > held) {
            throw new DataFormatException("the stream is cut short");
        }
        int bits = (int) (hold & (1L << count) - 1);
        hold >>>= count;
        held -= count;
        return bits;
    }

    /// To at least 48 bits, as long as there are any.
    private void refill() {
        if (held < 48) {
            if (end - at >= Long.BYTES) {
                hold |= (long) LONG.get(in, at) << held;
                int bytes = (63 - held) >> 3;
                at += bytes;
                held += 8 * bytes;
                hold &= -1L >>> (64 - held);
            } else {
                while (held <= 56 && at < end) {
                    hold |= (in[at++] & 0xffL) << held;
                    held += 8;
                }
            }
        }
    }
}
