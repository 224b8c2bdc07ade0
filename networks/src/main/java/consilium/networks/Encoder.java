package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Sums an image up in a [Gaussian]: on every level three rectified 3 x 3 convolutions, between levels the mean of 2 x 2
/// pixels, at the end the mean over all pixels and one linear map. Nothing is normalised, since the mean of normalised
/// features says little.
///
/// Source: Kohl et al. 2018, arXiv:1806.05034, appendix, and the code released with it.
record Encoder(List<List<Convolution>> levels, Linear moments) {

    private static final int PER_LEVEL = 3;
    private static final Shape PAIR = new Shape(2, 2);

    static Encoder of(String name, int inputs, Architecture.ProbabilisticUNet net) {
        List<List<Convolution>> levels = new ArrayList<>();
        int from = inputs;
        for (int level = 0; level < net.depth(); level++) {
            int to = Trunk.channels(net.width(), net.depth(), level);
            List<Convolution> convolutions = new ArrayList<>();
            for (int each = 0; each < PER_LEVEL; each++) {
                convolutions.add(Convolution.rectified(name + "." + level + "." + each, from, to, 3));
                from = to;
            }
            levels.add(List.copyOf(convolutions));
        }
        return new Encoder(
                List.copyOf(levels),
                new Linear(name + ".moments", from, 2 * net.latent(), new Slot.Start.Uniform(from), true));
    }

    Stream<Slot> slots() {
        return Stream.concat(
                levels.stream().flatMap(List::stream).flatMap(Convolution::slots), moments.slots());
    }

    Gaussian apply(NDArray images, Weights weights) {
        NDArray features = images;
        for (int level = 0; level < levels.size(); level++) {
            features = level == 0 ? features : halved(features);
            for (Convolution convolution : levels.get(level)) {
                features = Activation.relu(convolution.apply(features, weights));
            }
        }
        Shape shape = features.getShape();
        NDArray mean = features
                .reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3))
                .mean(new int[] {2});
        return Gaussian.of(moments.apply(mean, weights));
    }

    /// A row or column left over is a mean of its own pixels.
    private static NDArray halved(NDArray features) {
        return Pool.avgPool2d(features, PAIR, PAIR, new Shape(0, 0), true, false);
    }
}
