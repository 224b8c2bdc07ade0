package consilium.networks;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.Stream;

/// Some 3 x 3 convolutions, each normalised and rectified.
record Block(List<Unit> units) {

    /// Two convolutions, the first of which may halve the extents.
    static Block twice(String name, int inputs, int outputs, int stride) {
        return new Block(List.of(
                Unit.of(name + ".0", inputs, outputs, stride), Unit.of(name + ".1", outputs, outputs, 1)));
    }

    static Block once(String name, int inputs, int outputs) {
        return new Block(List.of(Unit.of(name, inputs, outputs, 1)));
    }

    Stream<Slot> slots() {
        return units.stream().flatMap(Unit::slots);
    }

    NDArray apply(NDArray features, Weights weights) {
        for (Unit unit : units) {
            features = unit.apply(features, weights);
        }
        return features;
    }

    record Unit(Convolution convolution, InstanceNorm norm, LearnedRectifier rectifier) {

        static Unit of(String name, int inputs, int outputs, int stride) {
            return new Unit(
                    Convolution.threeByThree(name + ".convolution", inputs, outputs, stride),
                    new InstanceNorm(name + ".norm", outputs),
                    new LearnedRectifier(name + ".rectifier"));
        }

        Stream<Slot> slots() {
            return Stream.of(convolution.slots(), norm.slots(), rectifier.slots()).flatMap(slots -> slots);
        }

        NDArray apply(NDArray features, Weights weights) {
            return rectifier.apply(norm.apply(convolution.apply(features, weights), weights), weights);
        }
    }
}
