package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A network's parameters as tensors by name: views of one flat vector, cut in a single operation so that their
/// gradients come back as one vector too.
final class Weights {

    private final Map<String, NDArray> byName = new HashMap<>();
    private final Map<Shape, NDArray> ones = new HashMap<>();
    private final Map<Shape, NDArray> zeros = new HashMap<>();
    private final NDManager manager;

    /// @param flat every parameter, in the order of the slots
    Weights(List<Slot> slots, NDArray flat) {
        manager = flat.getManager();
        long[] ends = new long[slots.size() - 1];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += slots.get(i).size();
            ends[i] = end;
        }
        NDList parts = flat.split(ends);
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            byName.put(slot.name(), parts.get(i).reshape(new Shape(slot.shape())));
        }
    }

    NDArray get(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    /// A scale that changes nothing, the same array for all who ask; not a parameter.
    NDArray ones(Shape shape) {
        return ones.computeIfAbsent(shape, manager::ones);
    }

    /// A shift that changes nothing, the same array for all who ask; not a parameter.
    NDArray zeros(Shape shape) {
        return zeros.computeIfAbsent(shape, manager::zeros);
    }
}
