package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.stream.Stream;

/// Reads every annotator's confusion matrix in every pixel off the segmentation network's last features.
///
/// One normalised 3 x 3 convolution that all annotators share, then a 1 x 1 convolution to the logits of the matrices,
/// which the loss and the answers turn into columns that sum to 1. The released code gives every annotator four 3 x 3
/// convolutions of their own, which is two thirds of its arithmetic for no better answer. The logits start `FIRST`
/// higher on the diagonal: matrices start near the identity, as section 3.4 of the paper asks.
record AnnotatorHead(int annotators, int classes, Block shared, Convolution matrices) {

    private static final double FIRST = 3;

    static AnnotatorHead of(Architecture.UNet net) {
        int annotators = net.annotators().size();
        int entries = annotators * net.classes() * net.classes();
        return new AnnotatorHead(
                annotators,
                net.classes(),
                Block.once("annotators.shared", net.width(), net.width()),
                Convolution.oneByOne(
                        "annotators.matrices", net.width(), entries, new Slot.Start.Identity(net.classes(), FIRST)));
    }

    Stream<Slot> slots() {
        return Stream.concat(shared.slots(), matrices.slots());
    }

    /// Logits `[N, annotators, classes (said), classes (truth), pixels]`.
    NDArray apply(NDArray features, Weights weights) {
        Shape shape = features.getShape();
        return matrices.apply(shared.apply(features, weights), weights)
                .reshape(shape.get(0), annotators, classes, classes, shape.get(2) * shape.get(3));
    }
}
