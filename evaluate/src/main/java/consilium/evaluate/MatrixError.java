package consilium.evaluate;

import consilium.kernel.image.LabelMap;

/// How far an annotator's estimated confusion matrices lie from what the annotator did on an image: three
/// definitions, all of the conditional, column-stochastic `A[said][truth]`.
///
/// `pixel` (headline, `confusionRmse`): at every pixel `x` the column of the class `t(x)` that is true there, against
/// the one-hot of the label `y(x)` that the annotator gave, `A(x)[i][t(x)] - [i = y(x)]` for every class `i`. Only that
/// column can be known at that pixel; the other columns are free, and so do not count.
///
/// `image` (`confusionRmseImage`): for every class `j` that is true somewhere in the image, the mean of
/// `A(x)[i][j]` over the pixels where it is, against the share of those pixels that the annotator called `i`. It says
/// how well the annotator's rates are known, and is what a matrix that is constant over the image can reach.
///
/// `full` (`confusionRmseFull`): like `pixel` over all columns, with those of the classes that are not true there
/// against `1 / classes`, which is where the paper argues that the least trace leaves them.
///
/// All are roots of the mean of all squares: over test images, annotators who looked, classes said and pixels (or
/// true classes, or both). Source: definitions (a), (c) and (b) of the project's research on evaluation; the
/// score that was released with the paper compares a joint with a conditional probability, and its values cannot be
/// compared with these.
record MatrixError(SquaredError pixel, SquaredError image, SquaredError full) {

    static final MatrixError NONE = new MatrixError(SquaredError.NONE, SquaredError.NONE, SquaredError.NONE);

    static MatrixError of(PixelMatrices matrices, LabelMap truth, LabelMap given, int classes) {
        return new MatrixError(
                perPixel(matrices, truth, given, classes),
                perImage(matrices, truth, given, classes),
                full(matrices, truth, given, classes));
    }

    MatrixError plus(MatrixError other) {
        return new MatrixError(pixel.plus(other.pixel), image.plus(other.image), full.plus(other.full));
    }

    private static SquaredError perPixel(PixelMatrices matrices, LabelMap truth, LabelMap given, int classes) {
        double sum = 0;
        for (int pixel = 0; pixel < truth.size(); pixel++) {
            for (int said = 0; said < classes; said++) {
                double target = given.at(pixel) == said ? 1 : 0;
                double difference = matrices.at(said, truth.at(pixel), pixel) - target;
                sum += difference * difference;
            }
        }
        return new SquaredError(sum, (long) truth.size() * classes);
    }

    private static SquaredError full(PixelMatrices matrices, LabelMap truth, LabelMap given, int classes) {
        double unknown = 1.0 / classes;
        double sum = 0;
        for (int pixel = 0; pixel < truth.size(); pixel++) {
            for (int said = 0; said < classes; said++) {
                double known = given.at(pixel) == said ? 1 : 0;
                for (int label = 0; label < classes; label++) {
                    double target = truth.at(pixel) == label ? known : unknown;
                    double difference = matrices.at(said, label, pixel) - target;
                    sum += difference * difference;
                }
            }
        }
        return new SquaredError(sum, (long) truth.size() * classes * classes);
    }

    private static SquaredError perImage(PixelMatrices matrices, LabelMap truth, LabelMap given, int classes) {
        SquaredError error = SquaredError.NONE;
        for (int label = 0; label < classes; label++) {
            if (truth.count(label) > 0) {
                error = error.plus(column(matrices, truth, given, classes, label));
            }
        }
        return error;
    }

    private static SquaredError column(
            PixelMatrices matrices, LabelMap truth, LabelMap given, int classes, int label) {
        double sum = 0;
        int pixels = truth.count(label);
        for (int said = 0; said < classes; said++) {
            double estimated = 0;
            int actual = 0;
            for (int pixel = 0; pixel < truth.size(); pixel++) {
                if (truth.at(pixel) == label) {
                    estimated += matrices.at(said, label, pixel);
                    actual += given.at(pixel) == said ? 1 : 0;
                }
            }
            double difference = (estimated - actual) / pixels;
            sum += difference * difference;
        }
        return new SquaredError(sum, classes);
    }
}
