package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.stream.Stream;

/// Turns features and a latent variable into labels: 1 x 1 convolutions of both, the latent variable being the same at
/// every pixel, three of them rectified and a last one. The first is taken apart into a convolution of the features and a
/// linear map of the latent variable, which is the same sum without a latent variable at every pixel.
///
/// Source: Kohl et al. 2018, arXiv:1806.05034, the code released with it.
record Combiner(Convolution features, Linear latent, List<Convolution> hidden, Convolution labels) {

    private static final int MORE = 2;

    static Combiner of(Architecture.ProbabilisticUNet net) {
        int width = net.width();
        Slot.Start start = new Slot.Start.Rectified(width + net.latent());
        Convolution features = Convolution.rectified("combiner.0.features", width, width, 1).startingWith(start);
        Linear latent = new Linear("combiner.0.latent", net.latent(), width, start, false);
        List<Convolution> hidden = Stream.iterate(1, each -> each <= MORE, each -> each + 1)
                .map(each -> Convolution.rectified("combiner." + each, width, width, 1))
                .toList();
        return new Combiner(
                features,
                latent,
                hidden,
                Convolution.oneByOne("labels", width, net.classes(), new Slot.Start.Constant(0)));
    }

    Stream<Slot> slots() {
        return Stream.of(
                features.slots(), latent.slots(), hidden.stream().flatMap(Convolution::slots), labels.slots())
                .flatMap(slots -> slots);
    }

    /// @param trunk  features `[N, width, height, width of the image]`
    /// @param drawn  latent variables `[N, latent]`, or several for the one image there is
    /// @return logits `[as many as drawn, classes, pixels]`
    NDArray apply(NDArray trunk, NDArray drawn, Weights weights) {
        long count = drawn.getShape().get(0);
        NDArray shift = latent.apply(drawn, weights).reshape(count, -1, 1, 1);
        NDArray values = Activation.relu(features.apply(trunk, weights).add(shift));
        for (Convolution convolution : hidden) {
            values = Activation.relu(convolution.apply(values, weights));
        }
        NDArray logits = labels.apply(values, weights);
        Shape shape = logits.getShape();
        return logits.reshape(count, shape.get(1), shape.get(2) * shape.get(3));
    }
}
