package consilium.fuse;

import consilium.kernel.image.ConfusionMatrix;
import java.util.Arrays;
import java.util.Optional;

/// How many pixels of each truth an annotator gave each label: expected numbers, since the truth is hidden.
final class Tally {

    private final int classes;
    private final double[] pixels;

    /// @param pixels `[said * classes + truth]`
    Tally(int classes, double[] pixels) {
        this.classes = classes;
        this.pixels = pixels;
    }

    static Tally none(int classes) {
        return new Tally(classes, new double[classes * classes]);
    }

    Tally plus(Tally other) {
        double[] sum = pixels.clone();
        for (int entry = 0; entry < sum.length; entry++) {
            sum[entry] += other.pixels[entry];
        }
        return new Tally(classes, sum);
    }

    /// The matrix, columns scaled to sum to 1; empty for who looked at nothing. Of a class that no pixel carries
    /// nothing was seen: its column is the identity's.
    Optional<ConfusionMatrix> confusion() {
        return Arrays.stream(pixels).allMatch(each -> each == 0)
                ? Optional.empty()
                : Optional.of(new ConfusionMatrix(classes, entries()));
    }

    /// The matrix's entries, `[said * classes + truth]`.
    double[] entries() {
        double[] entries = ExpectationMaximisation.normalise(new double[][] {pixels}, classes)[0];
        for (int truth = 0; truth < classes; truth++) {
            double sum = 0;
            for (int said = 0; said < classes; said++) {
                sum += entries[said * classes + truth];
            }
            if (sum == 0) {
                entries[truth * classes + truth] = 1;
            }
        }
        return entries;
    }

    /// P(annotator says foreground | truth is foreground), whichever; 1 where no pixel is foreground.
    double sensitivity() {
        double said = 0;
        double all = 0;
        for (int truth = 1; truth < classes; truth++) {
            for (int label = 0; label < classes; label++) {
                all += pixels[label * classes + truth];
                said += label > 0 ? pixels[label * classes + truth] : 0;
            }
        }
        return all > 0 ? said / all : 1;
    }

    /// P(annotator says background | truth is background); 1 where no pixel is background.
    double specificity() {
        double all = 0;
        for (int label = 0; label < classes; label++) {
            all += pixels[label * classes];
        }
        return all > 0 ? pixels[0] / all : 1;
    }
}
