package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A U-Net, which may also tell its annotators' confusion matrices.
record UNet(Trunk trunk, Convolution labels, Optional<AnnotatorHead> annotators) implements Network {

    static UNet of(Architecture.UNet net) {
        return new UNet(
                Trunk.of("", net.channels(), net.width(), net.depth()),
                labels("", net.width(), net.classes()),
                net.modelsAnnotators() ? Optional.of(AnnotatorHead.of(net)) : Optional.empty());
    }

    /// A plain one.
    ///
    /// @param prefix of its arrays' names
    static UNet of(String prefix, int channels, int width, int depth, int classes) {
        return new UNet(
                Trunk.of(prefix, channels, width, depth), labels(prefix, width, classes), Optional.empty());
    }

    @Override
    public List<Slot> slots() {
        return Stream.of(
                trunk.slots(), labels.slots(), annotators.stream().flatMap(AnnotatorHead::slots))
                .flatMap(slots -> slots)
                .toList();
    }

    @Override
    public Objective objective(NDArray images, Weights weights, Targets targets, Emphasis emphasis) {
        return Objective.of(apply(images, weights), images, targets, emphasis);
    }

    @Override
    public Prediction predict(NDArray image, Weights weights) {
        return apply(image, weights).prediction();
    }

    Output apply(NDArray images, Weights weights) {
        NDArray features = trunk.apply(images, weights);
        Shape shape = features.getShape();
        NDArray logits = labels.apply(features, weights);
        return new Output(
                logits.reshape(shape.get(0), logits.getShape().get(1), shape.get(2) * shape.get(3)),
                annotators.map(head -> head.apply(features, weights)));
    }

    private static Convolution labels(String prefix, int width, int classes) {
        return Convolution.oneByOne(prefix + "labels", width, classes, new Slot.Start.Uniform(width));
    }
}
