package consilium.networks;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.Stream;

/// A linear map of a few numbers per image. It multiplies and sums, and does not call the library's matrix product, whose
/// sums depend on where its arguments happen to lie in memory: a training that is resumed would go on otherwise.
///
/// @param bias whether a number is added to each output, which starts at 0
record Linear(String name, int inputs, int outputs, Slot.Start start, boolean bias) {

    Stream<Slot> slots() {
        Slot weight = new Slot(weight(), List.of((long) outputs, (long) inputs), start);
        return bias
                ? Stream.of(weight, new Slot(added(), List.of((long) outputs), new Slot.Start.Constant(0)))
                : Stream.of(weight);
    }

    /// @param values `[N, inputs]`
    /// @return `[N, outputs]`
    NDArray apply(NDArray values, Weights weights) {
        NDArray products = values.expandDims(1).mul(weights.get(weight()).expandDims(0));
        NDArray sums = products.sum(new int[] {2});
        return bias ? sums.add(weights.get(added())) : sums;
    }

    private String weight() {
        return name + ".weight";
    }

    private String added() {
        return name + ".bias";
    }
}
