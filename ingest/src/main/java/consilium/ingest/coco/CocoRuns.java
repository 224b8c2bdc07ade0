package consilium.ingest.coco;

import consilium.ingest.coco.DrawnAnnotation.Size;

/// Unpacks COCO's compressed run lengths: numbers in groups of five bits, the lowest first, each group one character
/// from `0` on; 32 says that the number goes on, 16 in the last group that it is negative; from the fourth number on,
/// what is written is the difference to the number before the last.
///
/// Source: behaviour of `rleFrString` in the COCO API's mask module.
final class CocoRuns {

    private static final int FIRST = '0';
    private static final int LAST = '0' + 63;
    private static final int GROUP = 5;
    private static final int MORE = 0x20;
    private static final int NEGATIVE = 0x10;
    private static final int BITS = 0x1f;
    private static final int MOST_GROUPS = 8;

    private final String packed;
    private int position;

    private CocoRuns(String packed) {
        this.packed = packed;
    }

    /// @throws IllegalArgumentException when it is no such text or its runs do not cover the image
    static Runs unpack(String packed, Size size) {
        return new CocoRuns(packed).unpack(new RunsBuilder(size.pixels()));
    }

    private Runs unpack(RunsBuilder runs) {
        long last = 0;
        long beforeLast = 0;
        for (int index = 0; position < packed.length(); index++) {
            long written = number();
            long length = index > 2 ? written + beforeLast : written;
            runs.add(length);
            beforeLast = last;
            last = length;
        }
        return runs.build();
    }

    private long number() {
        long number = 0;
        for (int group = 0; group < MOST_GROUPS; group++) {
            int bits = next();
            number |= (long) (bits & BITS) << (GROUP * group);
            if ((bits & MORE) == 0) {
                return (bits & NEGATIVE) == 0 ? number : number | (-1L << (GROUP * (group + 1)));
            }
        }
        throw new IllegalArgumentException("a number goes on for more than " + MOST_GROUPS + " characters at character "
                + position);
    }

    private int next() {
        if (position == packed.length()) {
            throw new IllegalArgumentException("the text ends within a number");
        }
        char character = packed.charAt(position++);
        if (character < FIRST || character > LAST) {
            throw new IllegalArgumentException("character " + position + " must be '0' to 'o', was code "
                    + (int) character);
        }
        return character - FIRST;
    }
}
