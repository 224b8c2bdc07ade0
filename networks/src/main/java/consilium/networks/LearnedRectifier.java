package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.stream.Stream;

/// Keeps what is positive and multiplies what is negative by one learned slope (PReLU: He et al. 2015,
/// doi:10.1109/ICCV.2015.123). The tensor library lacks it for PyTorch, so it is put together.
record LearnedRectifier(String name) {

    private static final double FIRST_SLOPE = 0.25;

    Stream<Slot> slots() {
        return Stream.of(new Slot(slope(), List.of(1L), new Slot.Start.Constant(FIRST_SLOPE)));
    }

    NDArray apply(NDArray features, Weights weights) {
        NDArray positive = Activation.relu(features);
        return features.sub(positive).mul(weights.get(slope())).addi(positive);
    }

    private String slope() {
        return name + ".slope";
    }
}
