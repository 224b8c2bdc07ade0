package consilium.evaluate;

import consilium.kernel.image.LabelMap;
import java.util.Optional;

/// What the model of an annotator foretells on one image.
final class Foretold {

    private final Optional<PixelMatrices> matrices;
    private final double[][] said;
    private final LabelMap map;

    private Foretold(Optional<PixelMatrices> matrices, double[][] said, int width, int height) {
        this.matrices = matrices;
        this.said = said;
        this.map = LabelMap.generate(width, height, pixel -> mostProbable(said, pixel));
    }

    /// @param probability of each class, `[classes, height, width]`
    static Foretold of(PixelMatrices matrices, float[] probability, int classes, int width, int height) {
        return new Foretold(Optional.of(matrices), matrices.said(probability, classes), width, height);
    }

    /// Without confusion matrices.
    ///
    /// @param probability that the annotator says each class, `[classes, height, width]`
    static Foretold of(float[] probability, int classes, int width, int height) {
        int pixels = width * height;
        double[][] said = new double[classes][pixels];
        for (int label = 0; label < classes; label++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                said[label][pixel] = probability[label * pixels + pixel];
            }
        }
        return new Foretold(Optional.empty(), said, width, height);
    }

    /// Empty where the annotator is foretold without.
    Optional<PixelMatrices> matrices() {
        return matrices;
    }

    /// `A p`, or what is foretold without: the probability that the annotator says each class, `[class][pixel]`.
    double[][] said() {
        return said;
    }

    /// What the annotator is expected to draw: per pixel the label that is most probable; a tie goes to the
    /// smallest.
    LabelMap map() {
        return map;
    }

    private static int mostProbable(double[][] said, int pixel) {
        int best = 0;
        for (int label = 1; label < said.length; label++) {
            if (said[label][pixel] > said[best][pixel]) {
                best = label;
            }
        }
        return best;
    }
}
