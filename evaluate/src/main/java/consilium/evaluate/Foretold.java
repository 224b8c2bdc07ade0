package consilium.evaluate;

import consilium.kernel.image.LabelMap;

/// What the model of an annotator foretells on one image.
final class Foretold {

    private final PixelMatrices matrices;
    private final double[][] said;
    private final LabelMap map;

    private Foretold(PixelMatrices matrices, double[][] said, LabelMap map) {
        this.matrices = matrices;
        this.said = said;
        this.map = map;
    }

    /// @param probability of each class, `[classes, height, width]`
    static Foretold of(PixelMatrices matrices, float[] probability, int classes, int width, int height) {
        double[][] said = matrices.said(probability, classes);
        return new Foretold(matrices, said, LabelMap.generate(width, height, pixel -> mostProbable(said, pixel)));
    }

    PixelMatrices matrices() {
        return matrices;
    }

    /// `A p`: the probability that the annotator says each class, `[class][pixel]`.
    double[][] said() {
        return said;
    }

    /// What the annotator is expected to draw: per pixel the label that is most probable under `A p`; a tie goes to the
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
