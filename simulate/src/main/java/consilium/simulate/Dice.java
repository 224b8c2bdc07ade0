package consilium.simulate;

import consilium.kernel.image.LabelMap;

/// Mean Dice similarity of an annotator's foreground to the truth's: `2 |A and T| / (|A| + |T|)`, 1 where both are
/// empty.
final class Dice {

    private double sum;
    private int images;

    void add(LabelMap drawn, LabelMap truth) {
        int both = 0;
        int all = 0;
        for (int pixel = 0; pixel < truth.size(); pixel++) {
            int inDrawn = drawn.at(pixel) == 0 ? 0 : 1;
            int inTruth = truth.at(pixel) == 0 ? 0 : 1;
            both += inDrawn & inTruth;
            all += inDrawn + inTruth;
        }
        sum += all == 0 ? 1 : 2.0 * both / all;
        images++;
    }

    /// How many maps were compared.
    int images() {
        return images;
    }

    double mean() {
        return sum / images;
    }
}
