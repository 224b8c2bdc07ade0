package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/// What training makes small, in nats per pixel.
final class Losses {

    private Losses() {}

    /// Cross-entropy of predicted labels against soft or hard ones, `-sum_c t_c log p_c`, the mean over all pixels.
    ///
    /// @param labels logits `[N, classes, pixels]`
    /// @param target probabilities of the same shape
    static NDArray crossEntropy(NDArray labels, NDArray target) {
        Shape shape = labels.getShape();
        return labels.logSoftmax(1).mul(target).sum().mul(-1f / (shape.get(0) * shape.get(2)));
    }

    /// The two parts of the paper's eq. 4, each a mean over the pixels of the label maps that are present: what an
    /// absent annotator would have said changes nothing, and neither does how many are absent. Where every annotator
    /// is present, eq. 4 is this times their number and that of the images and pixels.
    ///
    /// @param output of a network that models annotators
    /// @param said   1 at what each annotator said of each pixel, else 0: `[N, annotators, classes, 1, pixels]`
    /// @param share  one over the number of maps present where one is present, else 0: `[N, annotators, 1, 1]`
    static Parts annotators(Network.Output output, NDArray said, NDArray share) {
        AnnotatorModel.Explained explained =
                output.annotators().orElseThrow().explain(output.labels().logSoftmax(1), said);
        long pixels = output.labels().getShape().get(2);
        return new Parts(
                explained.logSaid().mul(share).sum().mul(-1f / pixels),
                explained.diagonal().map(diagonal -> trace(diagonal, share)));
    }

    /// @param likelihood mean of `-log (A p)[said]`: the data term, eq. 3
    /// @param trace      mean trace of `A`, from 0 to the number of classes; empty where there are no matrices
    record Parts(NDArray likelihood, Optional<NDArray> trace) {}

    private static NDArray trace(NDArray diagonal, NDArray share) {
        return diagonal.mul(share).sum().mul(1f / diagonal.getShape().get(3));
    }
}
