package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/// Confusion matrices that are mixtures of few columns and the identity: `A[i][j] = w_0j [i = j] + sum_k w_kj v_k[i]`,
/// where each `v_k` is a distribution over what is said and each `w_.j` one over the columns and the identity. No matrix
/// is ever put together to learn: `A p` is `w_0 p + sum_k v_k (w_k . p)`, so memory and operations grow with
/// `rank * classes`, not with `classes^2`.
///
/// The paper has a rank of 1 in its supplement, which is nowhere to be had; its released code computes `v u' + s I`, each
/// column divided by its sum, which are the matrices that these are with rank 1 (there, numbers are made positive by
/// softplus instead of exp).
///
/// @param columns  logits of `v`: `[N, annotators, rank, classes (said), pixels]`
/// @param mixing   logits of `w_1` and on: `[N, annotators, rank, classes (truth), pixels]`
/// @param identity logit of `w_0`, the same for every class, which loses nothing: `[N, annotators, 1, 1, pixels]`
record LowRankMatrices(NDArray columns, NDArray mixing, NDArray identity) implements AnnotatorModel {

    /// Numbers per annotator and pixel.
    static int size(int rank, int classes) {
        return 2 * rank * classes + 1;
    }

    /// @param logits `[N, annotators, size, pixels]`: columns, mixing, identity
    static LowRankMatrices of(NDArray logits, int rank, int classes) {
        Shape shape = logits.getShape();
        long images = shape.get(0);
        long annotators = shape.get(1);
        long pixels = shape.get(3);
        long each = (long) rank * classes;
        NDList parts = logits.split(new long[] {each, 2 * each}, 2);
        return new LowRankMatrices(
                parts.get(0).reshape(images, annotators, rank, classes, pixels),
                parts.get(1).reshape(images, annotators, rank, classes, pixels),
                parts.get(2).reshape(images, annotators, 1, 1, pixels));
    }

    @Override
    public Explained explain(NDArray logLabels, NDArray said) {
        Shape shape = columns.getShape();
        long rank = shape.get(2);
        NDArray logColumns = columns.logSoftmax(3);
        NDList weights = logWeights();
        NDArray spoken = said.reshape(shape.get(0), shape.get(1), 1, shape.get(3), shape.get(4));
        NDArray labels = logLabels.reshape(shape.get(0), 1, 1, shape.get(3), shape.get(4));
        NDArray drawn = LogSumExp.of(weights.get(0).add(labels), 3)
                .add(logColumns.mul(spoken).sum(new int[] {3}, true));
        NDArray right = weights.get(1).add(labels).mul(spoken).sum(new int[] {3}, true);
        NDArray parts = drawn.concat(right, 2).reshape(shape.get(0), shape.get(1), rank + 1, shape.get(4));
        return new Explained(LogSumExp.of(parts, 2), Optional.of(diagonal(logColumns, weights)));
    }

    @Override
    public Foretold foretell(NDArray labels) {
        Shape shape = labels.getShape();
        NDArray truth = labels.reshape(shape.get(0), 1, 1, shape.get(1), shape.get(2));
        NDArray logColumns = columns.logSoftmax(3);
        NDList weights = logWeights();
        NDArray drawn = weights.get(0).exp().mul(truth).sum(new int[] {3}, true);
        NDArray right = weights.get(1).exp().mul(truth).sum(new int[] {2});
        return new Foretold(
                logColumns.exp().mul(drawn).sum(new int[] {2}).add(right),
                Optional.of(diagonal(logColumns, weights)));
    }

    /// `A[said][truth]` of one image, `[annotators, classes, classes, pixels]`.
    float[] entries() {
        Shape shape = columns.getShape();
        long annotators = shape.get(1);
        long rank = shape.get(2);
        long classes = shape.get(3);
        long pixels = shape.get(4);
        NDList weights = logWeights();
        NDArray said = columns.softmax(3).reshape(annotators, rank, classes, 1, pixels);
        NDArray mixed = weights.get(0).exp().reshape(annotators, rank, 1, classes, pixels);
        NDArray kept = weights.get(1).exp().reshape(annotators, 1, classes, pixels);
        NDArray one = columns.getManager()
                .eye((int) classes, (int) classes, 0, DataType.FLOAT32)
                .reshape(1, classes, classes, 1);
        return said.mul(mixed).sum(new int[] {1}).add(kept.mul(one)).toFloatArray();
    }

    /// Of the columns `[N, annotators, rank, classes (truth), pixels]`, then of the identity `[N, annotators, 1, ...]`.
    private NDList logWeights() {
        Shape shape = mixing.getShape();
        NDArray kept = identity.add(mixing.getManager().zeros(new Shape(1, 1, 1, shape.get(3), 1)));
        return mixing.concat(kept, 2).logSoftmax(2).split(new long[] {shape.get(2)}, 2);
    }

    private static NDArray diagonal(NDArray logColumns, NDList weights) {
        Shape shape = logColumns.getShape();
        return weights.get(0)
                .add(logColumns)
                .exp()
                .sum(new int[] {2})
                .add(weights.get(1).exp().reshape(shape.get(0), shape.get(1), shape.get(3), shape.get(4)));
    }
}
