package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

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
        NDArray matrices = output.matrices().orElseThrow().logSoftmax(2);
        return new Parts(
                surprise(output.labels().logSoftmax(1), matrices, said, share), trace(matrices, share));
    }

    /// @param likelihood mean of `-log (A p)[said]`: the data term, eq. 3
    /// @param trace      mean trace of `A`, from 0 to the number of classes
    record Parts(NDArray likelihood, NDArray trace) {}

    /// In logarithms throughout: `log (A p)[said] = log sum_j exp(log A[said][j] + log p[j])`, which no probability,
    /// however small, turns into an infinity.
    private static NDArray surprise(NDArray logLabels, NDArray logMatrices, NDArray said, NDArray share) {
        Shape shape = logLabels.getShape();
        NDArray joint = logMatrices
                .mul(said)
                .sum(new int[] {2})
                .add(logLabels.reshape(shape.get(0), 1, shape.get(1), shape.get(2)));
        NDArray greatest = joint.stopGradient().max(new int[] {2}, true);
        NDArray log = joint.sub(greatest).exp().sum(new int[] {2}, true).log().add(greatest);
        return log.mul(share).sum().mul(-1f / shape.get(2));
    }

    private static NDArray trace(NDArray logMatrices, NDArray share) {
        Shape shape = logMatrices.getShape();
        long classes = shape.get(2);
        NDArray diagonal = logMatrices
                .reshape(shape.get(0), shape.get(1), classes * classes, shape.get(4))
                .get(":,:,::" + (classes + 1));
        return diagonal.exp().mul(share).sum().mul(1f / shape.get(4));
    }
}
