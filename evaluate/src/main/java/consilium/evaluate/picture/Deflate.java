package consilium.evaluate.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Adler32;

/// Compresses the same way on every machine: greedy LZ77 over the last 32 KiB and the fixed Huffman codes. Made for
/// pictures of large even areas; it does not try to be small on anything else.
///
/// Source: RFC 1950 (zlib) and RFC 1951 (deflate), section 3.2.6 for the fixed codes.
final class Deflate {

    private static final int WINDOW = 1 << 15;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 258;
    private static final int HASH_BITS = 15;
    private static final int END_OF_BLOCK = 256;

    private static final int[] LENGTHS = {
            3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
            227, 258
    };
    private static final int[] DISTANCES = {
            1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
            6145, 8193, 12289, 16385, 24577
    };

    private final byte[] data;
    private final int[] newest = new int[1 << HASH_BITS];
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int bits;
    private int pending;

    private Deflate(byte[] data) {
        this.data = data;
        Arrays.fill(newest, -1);
    }

    /// `data` in the zlib format.
    static byte[] zlib(byte[] data) {
        Adler32 sum = new Adler32();
        sum.update(data);
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        zlib.write(0x78);
        zlib.write(0x01);
        zlib.writeBytes(new Deflate(data).compress());
        zlib.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
        return zlib.toByteArray();
    }

    private byte[] compress() {
        put(1, 1); // the last block
        put(1, 2); // of fixed codes
        int at = 0;
        while (at < data.length) {
            int candidate = remember(at);
            int length = candidate < 0 ? 0 : match(candidate, at);
            if (length < SHORTEST) {
                symbol(data[at] & 0xff);
                at++;
            } else {
                reference(length, at - candidate);
                for (int passed = at + 1; passed < at + length; passed++) {
                    remember(passed);
                }
                at += length;
            }
        }
        symbol(END_OF_BLOCK);
        put(0, 7); // fills the last byte
        return out.toByteArray();
    }

    /// Notes where the three bytes at `at` stand; answers where they last stood within the window, else -1.
    private int remember(int at) {
        if (at + SHORTEST > data.length) {
            return -1;
        }
        int three = (data[at] & 0xff) << 16 | (data[at + 1] & 0xff) << 8 | data[at + 2] & 0xff;
        int slot = three * 0x9e3779b1 >>> 32 - HASH_BITS;
        int before = newest[slot];
        newest[slot] = at;
        return before >= 0 && at - before <= WINDOW ? before : -1;
    }

    private int match(int candidate, int at) {
        int most = Math.min(LONGEST, data.length - at);
        int length = 0;
        while (length < most && data[candidate + length] == data[at + length]) {
            length++;
        }
        return length;
    }

    private void reference(int length, int distance) {
        int lengthCode = code(LENGTHS, length);
        symbol(END_OF_BLOCK + 1 + lengthCode);
        put(length - LENGTHS[lengthCode], lengthCode < 8 || lengthCode == 28 ? 0 : lengthCode / 4 - 1);
        int distanceCode = code(DISTANCES, distance);
        put(reversed(distanceCode, 5), 5);
        put(distance - DISTANCES[distanceCode], distanceCode < 4 ? 0 : distanceCode / 2 - 1);
    }

    private static int code(int[] starts, int value) {
        int found = Arrays.binarySearch(starts, value);
        return found >= 0 ? found : -found - 2;
    }

    private void symbol(int symbol) {
        if (symbol < 144) {
            put(reversed(0x30 + symbol, 8), 8);
        } else if (symbol < 256) {
            put(reversed(0x190 + symbol - 144, 9), 9);
        } else if (symbol < 280) {
            put(reversed(symbol - 256, 7), 7);
        } else {
            put(reversed(0xc0 + symbol - 280, 8), 8);
        }
    }

    /// Huffman codes go out from their highest bit, everything else from its lowest.
    private static int reversed(int code, int length) {
        return Integer.reverse(code) >>> 32 - length;
    }

    private void put(int value, int length) {
        pending |= value << bits;
        bits += length;
        while (bits >= 8) {
            out.write(pending);
            pending >>>= 8;
            bits -= 8;
        }
    }
}
