package consilium.ingest;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/// A canonical prefix code: codes of one length follow one another in the order of their symbols, shorter ones first.
///
/// Source: RFC 1951, section 3.2.2.
final class PrefixCode {

    private static final int LONGEST = 15;
    private static final int SHORT = 9;

    /// `symbol << 4 | length` by the next bits, the first the lowest; 0 where the code is longer or none.
    private final short[] byBits = new short[1 << SHORT];
    private final int[] counts = new int[LONGEST + 1];
    private final int[] next = new int[LONGEST + 1];
    private final short[] symbols;

    PrefixCode(int most) {
        this.symbols = new short[most];
    }

    /// @param lengths of the codes of `count` symbols from `from` on, 0 to 15; 0 where a symbol has none
    /// @throws DataFormatException when there are more codes than fit
    void set(byte[] lengths, int from, int count) throws DataFormatException {
        Arrays.fill(counts, 0);
        for (int symbol = 0; symbol < count; symbol++) {
            counts[lengths[from + symbol]]++;
        }
        counts[0] = 0;
        int left = 1;
        for (int length = 1; length <= LONGEST; length++) {
            left = 2 * left - counts[length];
            if (left < 0) {
                throw new DataFormatException("a block of more codes than fit");
            }
        }
        sort(lengths, from, count);
        fillTable();
    }

    /// `symbol << 4 | length` of the code with which the bits begin; 0 when there is none.
    int find(long bits) {
        int entry = byBits[(int) bits & (1 << SHORT) - 1];
        return entry != 0 ? entry : findLong(bits);
    }

    private int findLong(long bits) {
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code |= (int) (bits >>> (length - 1)) & 1;
            int count = counts[length];
            if (code - first < count) {
                return symbols[index + code - first] << 4 | length;
            }
            index += count;
            first = first + count << 1;
            code <<= 1;
        }
        return 0;
    }

    private void sort(byte[] lengths, int from, int count) {
        int start = 0;
        for (int length = 1; length <= LONGEST; length++) {
            next[length] = start;
            start += counts[length];
        }
        for (int symbol = 0; symbol < count; symbol++) {
            int length = lengths[from + symbol];
            if (length > 0) {
                symbols[next[length]++] = (short) symbol;
            }
        }
    }

    private void fillTable() {
        Arrays.fill(byBits, (short) 0);
        int code = 0;
        int index = 0;
        for (int length = 1; length <= SHORT; length++) {
            for (int each = 0; each < counts[length]; each++, index++, code++) {
                short entry = (short) (symbols[index] << 4 | length);
                for (int bits = Integer.reverse(code) >>> (32 - length); bits < byBits.length; bits += 1 << length) {
                    byBits[bits] = entry;
                }
            }
            code <<= 1;
        }
    }
}
