package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/// Confusion matrices with all their entries, at every pixel or one for all.
///
/// @param logits `[N, annotators, classes (said), classes (truth), pixels]`, or `[1, annotators, classes, classes, 1]`
///               where images and pixels share them
record FullMatrices(NDArray logits) implements AnnotatorModel {

    @Override
    public Explained explain(NDArray logLabels, NDArray said) {
        Shape shape = logLabels.getShape();
        NDArray logMatrices = logMatrices();
        NDArray joint = logMatrices
                .mul(said)
                .sum(new int[] {2})
                .add(logLabels.reshape(shape.get(0), 1, shape.get(1), shape.get(2)));
        return new Explained(LogSumExp.of(joint, 2), Optional.of(diagonal(logMatrices)));
    }

    @Override
    public Foretold foretell(NDArray labels) {
        NDArray logMatrices = logMatrices();
        return new Foretold(foretold(logMatrices, labels), Optional.of(diagonal(logMatrices)));
    }

    /// `log A[said][truth]`, of the logits' shape.
    NDArray logMatrices() {
        return logits.logSoftmax(2);
    }

    /// `A p`, `[N, annotators, classes, pixels]`.
    static NDArray foretold(NDArray logMatrices, NDArray labels) {
        Shape shape = labels.getShape();
        return logMatrices
                .exp()
                .mul(labels.reshape(shape.get(0), 1, 1, shape.get(1), shape.get(2)))
                .sum(new int[] {3});
    }

    /// `A[said][truth]` of one image, `[annotators, classes, classes, pixels]`.
    float[] entries(long pixels) {
        NDArray matrices = logits.softmax(2);
        return (matrices.getShape().get(4) == pixels
                ? matrices
                : matrices.mul(matrices.getManager().ones(new Shape(1, 1, 1, 1, pixels))))
                .toFloatArray();
    }

    /// `A[truth][truth]`, `[N or 1, annotators, classes, pixels or 1]`.
    static NDArray diagonal(NDArray logMatrices) {
        Shape shape = logMatrices.getShape();
        long classes = shape.get(2);
        return logMatrices
                .reshape(shape.get(0), shape.get(1), classes * classes, shape.get(4))
                .get(":,:,::" + (classes + 1))
                .exp();
    }
}
