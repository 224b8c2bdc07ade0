package consilium.train;

import consilium.kernel.image.LabelMap;

/// How far predicted label maps agree with the annotators' consensus, and whether they would agree better with two
/// classes exchanged.
///
/// Confusion matrices cannot tell: exchange two classes of the prediction and the same columns of every matrix, and
/// every annotator is explained as well as before. Agreement is Dice, the mean over the classes but background.
final class ClassAgreement {

    private final int classes;
    private final long[] pixels;

    ClassAgreement(int classes) {
        this.classes = classes;
        this.pixels = new long[classes * classes];
    }

    void add(LabelMap predicted, LabelMap consensus) {
        for (int pixel = 0; pixel < predicted.size(); pixel++) {
            pixels[predicted.at(pixel) * classes + consensus.at(pixel)]++;
        }
    }

    /// From 0 to 1; a class that is nowhere is agreed upon.
    double agreement() {
        return agreement(0, 0);
    }

    /// The alarm: some exchange of two classes would agree better.
    boolean swapped() {
        for (int one = 0; one < classes; one++) {
            for (int other = one + 1; other < classes; other++) {
                if (agreement(one, other) > agreement()) {
                    return true;
                }
            }
        }
        return false;
    }

    private double agreement(int one, int other) {
        double sum = 0;
        for (int label = 1; label < classes; label++) {
            int name = label == one ? other : label == other ? one : label;
            sum += dice(name, label);
        }
        return sum / (classes - 1);
    }

    private double dice(int predicted, int consensus) {
        long said = 0;
        long meant = 0;
        for (int other = 0; other < classes; other++) {
            said += pixels[predicted * classes + other];
            meant += pixels[other * classes + consensus];
        }
        return said + meant == 0 ? 1 : 2.0 * pixels[predicted * classes + consensus] / (said + meant);
    }
}
