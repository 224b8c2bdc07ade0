package consilium.simulate;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.AnnotatorSpec;
import java.util.random.RandomGenerator;

/// Labels drawn by a confusion matrix: at a pixel of truth `j` the label `i` with probability `A[i][j]`.
///
/// A normal number per pixel decides, by the quantiles at which the column's sums of probabilities lie. Numbers that are
/// alike at neighbouring pixels make mistakes that hang together, and leave every pixel's probabilities as they are: so
/// the matrix is the true one whatever the correlation.
final class ConfusedLabels {

    private final AnnotatorSpec.Confusion annotator;
    /// `[truth][said]`: below which number it, or a label before it, is said.
    private final double[][] bounds;

    ConfusedLabels(AnnotatorSpec.Confusion annotator) {
        this.annotator = annotator;
        int classes = annotator.matrix().size();
        this.bounds = new double[classes][classes - 1];
        for (int truth = 0; truth < classes; truth++) {
            double sum = 0;
            for (int said = 0; said < classes - 1; said++) {
                sum += annotator.matrix().get(said).get(truth);
                bounds[truth][said] = NormalQuantile.of(Math.min(1, sum));
            }
        }
    }

    LabelMap draw(LabelMap truth, RandomGenerator random) {
        double[] field = new GaussianField(truth.width(), truth.height(), annotator.correlation()).draw(random);
        return LabelMap.generate(truth.width(), truth.height(), pixel -> said(bounds[truth.at(pixel)], field[pixel]));
    }

    private static int said(double[] bounds, double number) {
        int said = 0;
        while (said < bounds.length && number >= bounds[said]) {
            said++;
        }
        return said;
    }
}
