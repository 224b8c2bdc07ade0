package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/// Truth and annotators estimated together, from all that was said of a pixel at once: maximum likelihood as Raykar et
/// al. (2010, jmlr.org/papers/v11/raykar10a) have it, with a network in place of their classifier.
///
/// Where eq. 3 of the paper explains every annotator's label by itself, here they share one truth:
///
/// `-log sum_t p(t) prod_r V_r[y_r][t] f(I | t)`
///
/// with `p` the predicted truth, `y_r` what annotator `r` said, `V_r` one confusion matrix per annotator for all
/// pixels, and `f` the likelihood of the intensity ([RegionEnergy]). What annotators say is independent only given the
/// truth *and* how plain the pixel is: who draws too much does so around the object and nowhere else. So, as in COLLATE
/// (Asman and Landman 2011, doi:10.1109/TMI.2011.2147795), `V_r` is learned where annotators part, and where the network
/// foretells that all of them say the same, they are believed as they were in the beginning: the sum of the two, each
/// weighing as much as its case is probable, stands in the exponent.
///
/// Minimising it is expectation maximisation: the gradient of `p` is that of the cross-entropy against the posterior
/// of the truth. To the same posterior, and without changing it, the pixel-wise matrices are fitted by which the
/// network foretells each annotator: `-sum_t posterior(t) log A_r[y_r][t]`, the mean over label maps.
final class JointLikelihood {

    /// Keeps the logarithm of what is foretold finite.
    private static final float LEAST = 1e-6f;

    private JointLikelihood() {}

    /// @param truth    the mean over images and pixels of the formula above
    /// @param matrices how badly the pixel-wise matrices explain what was said
    record Parts(NDArray truth, NDArray matrices) {}

    /// @param labels   logits `[N, classes, pixels]`
    /// @param matrices of the annotators, their rates being `V`
    /// @param said     1 at what each annotator said of each pixel, else 0: `[N, annotators, classes, 1, pixels]`
    /// @param share    one over the number of maps present where one is present, else 0: `[N, annotators, 1, 1]`
    /// @param image    log-likelihood of the intensity under each class, `[N, classes, pixels]`, weighed
    /// @param held     whether `V` stays what it is
    static Parts of(
            NDArray labels, RatedMatrices matrices, NDArray said, NDArray share, NDArray image, boolean held) {
        NDArray logLabels = labels.logSoftmax(1);
        NDArray logMatrices = matrices.pixelWise().logMatrices();
        NDArray learned = matrices.learned().logSoftmax(1);
        NDArray votes = votes(said, held ? learned.stopGradient() : learned);
        NDArray agreed = agreement(logLabels.stopGradient(), logMatrices.stopGradient());
        NDArray believed = votes.add(votes(said, matrices.first().logSoftmax(1)).sub(votes).mul(agreed));
        NDArray joint = logLabels.add(believed).add(image);
        NDArray posterior = joint.stopGradient().softmax(1);
        Shape shape = labels.getShape();
        NDArray truth = Scalar.times(LogSumExp.of(joint, 1).sum(), -1f / (shape.get(0) * shape.get(2)));
        NDArray fitted = logMatrices.mul(said).sum(new int[] {2}).mul(posterior.expandDims(1)).mul(share);
        return new Parts(truth, Scalar.times(fitted.sum(), -1f / shape.get(2)));
    }

    /// `sum_r log V_r[y_r][t]` over the annotators who looked: `[N, classes, pixels]`.
    private static NDArray votes(NDArray said, NDArray logRates) {
        Shape shape = logRates.getShape();
        return said.mul(logRates.reshape(1, shape.get(0), shape.get(1), shape.get(2), 1))
                .sum(new int[] {1, 2});
    }

    /// How probable it is that all annotators say the same, whether they looked or not, by what the network foretells
    /// of each: `[N, 1, pixels]`.
    private static NDArray agreement(NDArray logLabels, NDArray logMatrices) {
        NDArray foretold = FullMatrices.foretold(logMatrices, logLabels.exp());
        return foretold.add(LEAST).log().sum(new int[] {1}).exp().sum(new int[] {1}, true).minimum(1f);
    }
}
