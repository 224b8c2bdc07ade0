package consilium.fuse;

import java.util.Arrays;

/// One code per pixel that stands for all its votes, and how often each code occurs.
///
/// The votes of one pixel, a bit field per annotator, make its *pattern*. As everything that fusion computes
/// depends on a pixel's pattern alone, the pixels are read once, to count patterns, and written once, to look the
/// answers up. Which form the codes take is a matter of speed: see [#of].
sealed interface VoteCodes extends Canvas permits ByteCodes, PairCodes, IndexCodes {

    /// The pixels above which a table of all two-byte codes pays.
    int MANY_PIXELS = 1 << 14;

    /// Bytes while all fields fit one, pairs of bytes while a table over them is small beside the image, and indices
    /// into the patterns met, found by hashing, beyond.
    static VoteCodes of(Votes votes) {
        Fields fields = Fields.of(votes.classes(), votes.present());
        byte[][] planes = fields.pack(votes);
        if (planes.length == 1) {
            return new ByteCodes(fields, planes[0]);
        }
        return planes.length == 2 && votes.pixels() >= MANY_PIXELS
                ? new PairCodes(fields, planes[0], planes[1])
                : new IndexCodes(fields, planes);
    }

    /// How many pixels have the pattern.
    long count(int pattern);

    /// The label that the `n`-th present annotator gave in the pattern.
    int vote(int pattern, int n);

    /// The codes of a table that occur, ascending.
    static int[] occurring(int[] table) {
        int[] codes = new int[table.length];
        int size = 0;
        for (int code = 0; code < table.length; code++) {
            if (table[code] > 0) {
                codes[size++] = code;
            }
        }
        return Arrays.copyOf(codes, size);
    }

    /// The patterns' values where their codes are.
    static float[] byCode(int[] patterns, float[] values, int codes) {
        float[] table = new float[codes];
        for (int pattern = 0; pattern < patterns.length; pattern++) {
            table[patterns[pattern]] = values[pattern];
        }
        return table;
    }

    /// The patterns' values where their codes are.
    static byte[] byCode(int[] patterns, byte[] values, int codes) {
        byte[] table = new byte[codes];
        for (int pattern = 0; pattern < patterns.length; pattern++) {
            table[patterns[pattern]] = values[pattern];
        }
        return table;
    }
}
