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
        return Scalar.times(labels.logSoftmax(1).mul(target).sum(), -1f / (shape.get(0) * shape.get(2)));
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
                Scalar.times(explained.logSaid().mul(share).sum(), -1f / pixels),
                explained.diagonal().map(diagonal -> trace(diagonal, share)));
    }

    /// The same two parts with the data term that the paper's authors released: probabilities `q = A p` where a
    /// cross-entropy expects logits, `-q[said] + log sum_i exp q[i]`. It lies between `log(1 + (L - 1) / e)`, what
    /// `L` classes cost that are explained perfectly, and 1 above that.
    ///
    /// @param output as for [#annotators], as are the others
    static Parts asReleased(Network.Output output, NDArray said, NDArray share) {
        AnnotatorModel.Foretold foretold =
                output.annotators().orElseThrow().foretell(output.labels().softmax(1));
        long pixels = output.labels().getShape().get(2);
        NDArray log = foretold.said().logSoftmax(2).mul(said.squeeze(3));
        return new Parts(
                Scalar.times(log.mul(share).sum(), -1f / pixels),
                foretold.diagonal().map(diagonal -> trace(diagonal, share)));
    }

    /// What is left of eq. 4 when the confusion matrices are known: the data term through the known ones, from which
    /// the labels learn, and `-log A[said][truth]`, by which the network's own matrices are fitted to them.
    ///
    /// The known ones are 1 at what was said in the column of the class that is true, and uniform in the others. So
    /// `(A p)[said] = p[truth] + (1 - p[truth]) / L`.
    ///
    /// @param labels   logits `[N, classes, pixels]`
    /// @param matrices the network's own
    /// @param said     as for [#annotators]
    /// @param share    as for [#annotators]
    /// @param truth    1 at the class that is true of each pixel, else 0: `[N, 1, classes, pixels]`
    static Parts known(NDArray labels, FullMatrices matrices, NDArray said, NDArray share, NDArray truth) {
        NDArray logMatrices = matrices.logMatrices();
        float uniform = (float) -Math.log(truth.getShape().get(2));
        NDArray known = Scalar.times(truth, -uniform).add(uniform);
        NDArray explained = LogSumExp.of(known.add(labels.logSoftmax(1).expandDims(1)), 2).mul(share);
        NDArray fitted = logMatrices.mul(said).sum(new int[] {2}).mul(truth).mul(share);
        return new Parts(
                Scalar.times(explained.sum().add(fitted.sum()), -1f / truth.getShape().get(3)),
                Optional.of(trace(FullMatrices.diagonal(logMatrices), share)));
    }

    /// @param likelihood the data term; for [#annotators] the mean of `-log (A p)[said]`, eq. 3
    /// @param trace      mean trace of `A`, from 0 to the number of classes; empty where there are no matrices
    record Parts(NDArray likelihood, Optional<NDArray> trace) {}

    /// Mean trace of the matrices that have this diagonal, from 0 to the number of classes.
    static NDArray trace(NDArray diagonal, NDArray share) {
        return Scalar.times(diagonal.mul(share).sum(), 1f / diagonal.getShape().get(3));
    }
}
