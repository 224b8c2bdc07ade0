package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All of a U-Net (Ronneberger, Fischer and Brox 2015, arXiv:1505.04597) but its last layer, as the paper's authors vary
/// it: strided convolutions instead of pooling, instance normalisation.
///
/// Three things are not as released. There, the deepest features are enlarged, cropped back to their own size and joined
/// with themselves before the way up begins; that step is left out. Enlarging goes to the very extents of the
/// features it is joined with, so that any image of at least `2^(depth - 1)` pixels a side fits without padding. And each
/// enlarged pixel is the mean of those it covers, which on doubling is the nearest one, where theirs is bilinear.
record Trunk(List<Block> down, List<Block> up) {

    /// The tensor library's numbers.
    private static final int NEAREST = 0;
    private static final int AREA = 2;

    /// @param prefix of its arrays' names
    static Trunk of(String prefix, int inputs, int width, int depth) {
        List<Block> down = new ArrayList<>();
        for (int level = 0; level < depth; level++) {
            int from = level == 0 ? inputs : channels(width, depth, level - 1);
            int to = channels(width, depth, level);
            down.add(Block.twice(prefix + "down." + level, from, to, level == 0 ? 1 : 2));
        }
        List<Block> up = new ArrayList<>();
        for (int level = 0; level < depth - 1; level++) {
            int outputs = channels(width, depth, Math.max(level - 1, 0));
            up.add(Block.twice(prefix + "up." + level, 2 * channels(width, depth, level), outputs, 1));
        }
        return new Trunk(List.copyOf(down), List.copyOf(up));
    }

    /// The deepest level has as many as the one above it, so that what is joined on the way up is always two equal
    /// halves.
    static int channels(int width, int depth, int level) {
        return width << Math.clamp(level, 0, Math.max(depth - 2, 0));
    }

    Stream<Slot> slots() {
        return Stream.concat(down.stream(), up.stream()).flatMap(Block::slots);
    }

    /// The features of the first level `[N, width, height, width of the image]`.
    NDArray apply(NDArray images, Weights weights) {
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

    /// On doubling, the nearest pixel is the mean of those covered, gradients included, bit for bit and sooner.
    private static NDArray enlarged(NDArray features, Shape to) {
        Shape from = features.getShape();
        boolean doubled = to.get(2) == 2 * from.get(2) && to.get(3) == 2 * from.get(3);
        return features.getNDArrayInternal()
                .interpolation(new long[] {to.get(2), to.get(3)}, doubled ? NEAREST : AREA, true);
    }
}
