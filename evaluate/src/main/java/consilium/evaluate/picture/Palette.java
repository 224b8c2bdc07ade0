package consilium.evaluate.picture;

/// The colours all figures share, `0xRRGGBB`.
///
/// Agreement with the truth is coloured as in the paper's figure 5, white, green, red and black, in the green and red
/// of Okabe and Ito that colour-blind readers tell apart.
public final class Palette {

    public static final int WHITE = 0xffffff;
    public static final int INK = 0x222222;
    public static final int RULE = 0x9a9a9a;
    public static final int ABSENT = 0xe4e4e4;

    public static final int TRUE_POSITIVE = 0xffffff;
    public static final int FALSE_NEGATIVE = 0x009e73;
    public static final int FALSE_POSITIVE = 0xd55e00;
    public static final int TRUE_NEGATIVE = 0x000000;
    /// Foreground in both, of different classes.
    public static final int CONFUSED = 0x0072b2;

    /// Of labels beyond the first foreground one.
    private static final int[] LABELS = {0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7};
    private static final int[] ANNOTATORS = {0x009e73, 0xd55e00, 0xf0e442, 0xcc79a7, 0x0072b2, 0x56b4e9, 0xe69f00};
    /// From 0 to 1 in equal steps of a scale that grows evenly in lightness, after matplotlib's viridis.
    private static final int[] SCALE = {
            0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725
    };

    private Palette() {}

    /// Black for background, white for the first label, then colours; they repeat after the eighth.
    public static int label(int label) {
        return switch (label) {
            case 0 -> TRUE_NEGATIVE;
            case 1 -> WHITE;
            default -> LABELS[(label - 2) % LABELS.length];
        };
    }

    /// An annotator's own colour; they repeat after the seventh.
    public static int annotator(int annotator) {
        return ANNOTATORS[annotator % ANNOTATORS.length];
    }

    /// How a label agrees with the truth.
    public static int agreement(int said, int truth) {
        if (said == truth) {
            return truth == 0 ? TRUE_NEGATIVE : TRUE_POSITIVE;
        }
        if (said == 0) {
            return FALSE_NEGATIVE;
        }
        return truth == 0 ? FALSE_POSITIVE : CONFUSED;
    }

    /// @param intensity from 0, black, to 1, white; beyond is cut off
    public static int grey(double intensity) {
        return level(intensity) * 0x010101;
    }

    public static int colour(double red, double green, double blue) {
        return level(red) << 16 | level(green) << 8 | level(blue);
    }

    /// @param probability from 0, dark violet, to 1, yellow; beyond is cut off
    public static int probability(double probability) {
        double at = Math.clamp(probability, 0.0, 1.0) * (SCALE.length - 1);
        int below = Math.min((int) at, SCALE.length - 2);
        double share = at - below;
        return mix(16, below, share) << 16 | mix(8, below, share) << 8 | mix(0, below, share);
    }

    private static int mix(int shift, int below, double share) {
        int from = SCALE[below] >> shift & 0xff;
        int to = SCALE[below + 1] >> shift & 0xff;
        return (int) (from + share * (to - from) + 0.5);
    }

    private static int level(double intensity) {
        return (int) (Math.clamp(intensity, 0.0, 1.0) * 255 + 0.5);
    }
}
