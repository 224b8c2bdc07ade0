package consilium.simulate;

import consilium.kernel.image.LabelMap;
import java.util.Optional;

/// Mean Dice similarity of an annotator's foreground, or of one class of it, to the truth's: `2 |A and T| / (|A| + |T|)`,
/// 1 where both are empty.
final class Dice {

    private static final int ANY = -1;

    private double sum;
    private int images;

    /// @param target the class that counts; empty: every one but background
    void add(LabelMap drawn, LabelMap truth, Optional<Integer> target) {
        int label = target.orElse(ANY);
        int both = 0;
        int all = 0;
        for (int pixel = 0; pixel < truth.size(); pixel++) {
            int inDrawn = counts(drawn.at(pixel), label);
            int inTruth = counts(truth.at(pixel), label);
            both += inDrawn & inTruth;
            all += inDrawn + inTruth;
        }
        sum += all == 0 ? 1 : 2.0 * both / all;
        images++;
    }

    private static int counts(int found, int label) {
        return (label == ANY ? found != 0 : found == label) ? 1 : 0;
    }

    /// How many maps were compared.
    int images() {
        return images;
    }

    double mean() {
        return sum / images;
    }
}
