package consilium.evaluate;

import consilium.kernel.image.ConfusionMatrix;

/// One annotator's confusion matrix at every pixel of one image, `A[said][truth]`; columns sum to 1.
interface PixelMatrices {

    /// P(the annotator says `said` | the truth is `truth`) at the pixel.
    double at(int said, int truth, int pixel);

    /// The same matrix at every pixel, as STAPLE has it.
    static PixelMatrices constant(ConfusionMatrix matrix) {
        return (said, truth, pixel) -> matrix.at(said, truth);
    }

    /// @param entries `[said][truth][pixel]`
    static PixelMatrices of(float[] entries, int classes) {
        int pixels = entries.length / (classes * classes);
        return (said, truth, pixel) -> entries[(said * classes + truth) * pixels + pixel];
    }

    /// `A p`: the probability that the annotator says each class, `[class][pixel]`.
    ///
    /// @param probability of each class, `[classes, height, width]`
    default double[][] said(float[] probability, int classes) {
        int pixels = probability.length / classes;
        double[][] said = new double[classes][pixels];
        for (int label = 0; label < classes; label++) {
            for (int truth = 0; truth < classes; truth++) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    said[label][pixel] += at(label, truth, pixel) * probability[truth * pixels + pixel];
                }
            }
        }
        return said;
    }
}
