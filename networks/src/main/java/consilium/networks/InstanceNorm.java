package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;

/// Gives every channel of every image mean 0 and variance 1 over its pixels, then a learned scale and shift.
///
/// `y = (x - mean) / sqrt(variance + 1e-5) * scale + shift`, the variance divided by the number of pixels. Source:
/// Ulyanov, Vedaldi and Lempitsky, arXiv:1607.08022. The tensor library has no such layer; normalising each layer over
/// height and width is the same map, and twice as fast as a batch normalisation of the reshaped features.
record InstanceNorm(String name, int channels) {

    private static final float EPSILON = 1e-5f;

    Stream<Slot> slots() {
        List<Long> shape = List.of((long) channels, 1L, 1L);
        return Stream.of(
                new Slot(scale(), shape, new Slot.Start.Constant(1)),
                new Slot(shift(), shape, new Slot.Start.Constant(0)));
    }

    NDArray apply(NDArray features, Weights weights) {
        Shape plane = features.getShape().slice(2);
        NDArray normal = features.getNDArrayInternal()
                .layerNorm(
                        features,
                        plane,
                        weights.ones(plane),
                        weights.zeros(plane),
                        EPSILON)
                .singletonOrThrow();
        return normal.mul(weights.get(scale())).addi(weights.get(shift()));
    }

    private String scale() {
        return name + ".scale";
    }

    private String shift() {
        return name + ".shift";
    }
}
