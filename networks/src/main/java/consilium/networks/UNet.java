package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A U-Net (Ronneberger, Fischer and Brox 2015, arXiv:1505.04597) as the paper's authors vary it: strided convolutions
/// instead of pooling, instance normalisation, bilinear enlargement.
///
/// Two things are not as released. There, the deepest features are enlarged, cropped back to their own size and joined
/// with themselves before the way up begins; that step is left out. And enlarging goes to the very extents of the
/// features it is joined with, so that any image of at least `2^(depth - 1)` pixels a side fits without padding.
record UNet(
        List<Block> down, List<Block> up, Convolution labels, Optional<AnnotatorHead> annotators) implements Network {

    private static final int BILINEAR = 2;

    static UNet of(Architecture.UNet net) {
        List<Block> down = new ArrayList<>();
        for (int level = 0; level < net.depth(); level++) {
            int inputs = level == 0 ? net.channels() : channels(net, level - 1);
            down.add(Block.twice("down." + level, inputs, channels(net, level), level == 0 ? 1 : 2));
        }
        List<Block> up = new ArrayList<>();
        for (int level = 0; level < net.depth() - 1; level++) {
            int outputs = channels(net, Math.max(level - 1, 0));
            up.add(Block.twice("up." + level, 2 * channels(net, level), outputs, 1));
        }
        return new UNet(
                List.copyOf(down),
                List.copyOf(up),
                Convolution.oneByOne("labels", net.width(), net.classes(), new Slot.Start.Uniform(net.width())),
                net.modelsAnnotators() ? Optional.of(AnnotatorHead.of(net)) : Optional.empty());
    }

    /// The deepest level has as many as the one above it, so that what is joined on the way up is always two equal
    /// halves.
    private static int channels(Architecture.UNet net, int level) {
        return net.width() << Math.clamp(level, 0, Math.max(net.depth() - 2, 0));
    }

    @Override
    public List<Slot> slots() {
        return Stream.of(
                down.stream().flatMap(Block::slots),
                up.stream().flatMap(Block::slots),
                labels.slots(),
                annotators.stream().flatMap(AnnotatorHead::slots))
                .flatMap(slots -> slots)
                .toList();
    }

    @Override
    public Output apply(NDArray images, Weights weights) {
        NDArray features = features(images, weights);
        Shape shape = features.getShape();
        NDArray logits = labels.apply(features, weights);
        return new Output(
                logits.reshape(shape.get(0), logits.getShape().get(1), shape.get(2) * shape.get(3)),
                annotators.map(head -> head.apply(features, weights)));
    }

    private NDArray features(NDArray images, Weights weights) {
        List<NDArray> levels = new ArrayList<>();
        NDArray features = images;
        for (Block block : down) {
            features = block.apply(features, weights);
            levels.add(features);
        }
        for (int level = up.size() - 1; level >= 0; level--) {
            NDArray beside = levels.get(level);
            features = up.get(level).apply(beside.concat(enlarged(features, beside.getShape()), 1), weights);
        }
        return features;
    }

    private static NDArray enlarged(NDArray features, Shape to) {
        return features.getNDArrayInternal().interpolation(new long[] {to.get(2), to.get(3)}, BILINEAR, true);
    }
}
