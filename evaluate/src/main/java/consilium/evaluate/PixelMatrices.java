package consilium.evaluate;

import consilium.kernel.image.ConfusionMatrix;
import consilium.kernel.image.LabelMap;

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

    /// What the annotator is expected to draw: per pixel the label that is most probable under `A p`; a tie goes to
    /// the smallest.
    ///
    /// @param probability of each class, `[classes, height, width]`
    default LabelMap prediction(float[] probability, int classes, int width, int height) {
        int pixels = width * height;
        return LabelMap.generate(width, height, pixel -> {
            int best = 0;
            double most = -1;
            for (int said = 0; said < classes; said++) {
                double sum = 0;
                for (int truth = 0; truth < classes; truth++) {
                    sum += at(said, truth, pixel) * probability[truth * pixels + pixel];
                }
                if (sum > most) {
                    most = sum;
                    best = said;
                }
            }
            return best;
        });
    }
}
