package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A square convolution that keeps the extents, or halves them (rounded up) with stride 2.
///
/// @param kernel extent of the window, odd
/// @param start  of the weights
/// @param bias   where the number added to each output starts; empty adds nothing
record Convolution(
        String name, int inputs, int outputs, int kernel, int stride, Slot.Start start, Optional<Slot.Start> bias) {

    private static final Shape EVERY_PIXEL = new Shape(1, 1);

    /// 3 x 3, adding nothing: a normalisation follows and would take it away again.
    static Convolution threeByThree(String name, int inputs, int outputs, int stride) {
        return new Convolution(
                name, inputs, outputs, 3, stride, new Slot.Start.Uniform(inputs * 9), Optional.empty());
    }

    static Convolution oneByOne(String name, int inputs, int outputs, Slot.Start bias) {
        return new Convolution(
                name, inputs, outputs, 1, 1, new Slot.Start.Uniform(inputs), Optional.of(bias));
    }

    /// Its output is rectified and not normalised.
    static Convolution rectified(String name, int inputs, int outputs, int kernel) {
        return new Convolution(
                name,
                inputs,
                outputs,
                kernel,
                1,
                new Slot.Start.Rectified(inputs * kernel * kernel),
                Optional.of(new Slot.Start.Constant(0)));
    }

    /// The same with other weights to start from.
    Convolution startingWith(Slot.Start other) {
        return new Convolution(name, inputs, outputs, kernel, stride, other, bias);
    }

    Stream<Slot> slots() {
        Slot weight = new Slot(
                weight(),
                List.of((long) outputs, (long) inputs, (long) kernel, (long) kernel),
                start);
        return Stream.concat(
                Stream.of(weight),
                bias.stream().map(start -> new Slot(added(), List.of((long) outputs), start)));
    }

    NDArray apply(NDArray features, Weights weights) {
        return features.getNDArrayInternal()
                .convolution(
                        features,
                        weights.get(weight()),
                        bias.isPresent() ? weights.get(added()) : null,
                        new Shape(stride, stride),
                        new Shape(kernel / 2, kernel / 2),
                        EVERY_PIXEL,
                        1)
                .singletonOrThrow();
    }

    private String weight() {
        return name + ".weight";
    }

    private String added() {
        return name + ".bias";
    }
}
