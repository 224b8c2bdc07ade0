package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/// What each annotator says, foretold from the image alone and not from the truth.
///
/// @param logits `[N, annotators, classes, pixels]`
record OwnLabels(NDArray logits) implements AnnotatorModel {

    @Override
    public Explained explain(NDArray logLabels, NDArray said) {
        Shape shape = logits.getShape();
        NDArray logSaid = logits.logSoftmax(2).mul(said.reshape(shape)).sum(new int[] {2}, true);
        return new Explained(logSaid, Optional.empty());
    }

    /// Whatever is true.
    @Override
    public Foretold foretell(NDArray labels) {
        return new Foretold(logits.softmax(2), Optional.empty());
    }

    /// Log-probabilities `[N, classes, pixels]` of the labels all annotators together would give: the mean of theirs.
    NDArray mean() {
        long annotators = logits.getShape().get(1);
        return Scalar.over(logits.softmax(2).sum(new int[] {1}), annotators).log();
    }
}
