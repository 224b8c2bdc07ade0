package consilium.networks;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/// What an architecture computes, apart from the parameters it computes with.
interface Network {

    static Network of(Architecture architecture) {
        return switch (architecture) {
            case Architecture.UNet net -> UNet.of(net);
        };
    }

    /// The parameters it needs, in the order in which they are kept.
    List<Slot> slots();

    /// @param images `[N, channels, height, width]`
    Output apply(NDArray images, Weights weights);

    /// @param labels   logits `[N, classes, pixels]`
    /// @param matrices logits `[N, annotators, classes (said), classes (truth), pixels]`, when annotators are modelled
    record Output(NDArray labels, Optional<NDArray> matrices) {}
}
