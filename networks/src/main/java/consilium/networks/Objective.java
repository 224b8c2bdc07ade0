package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/// The number a step makes smaller, and the numbers it is made of.
///
/// @param total      what the gradient is taken of
/// @param likelihood of the targets
/// @param trace      mean trace of the annotators' confusion matrices, when modelled
/// @param weight     of the targets in a mean
record Objective(NDArray total, NDArray likelihood, Optional<NDArray> trace, int weight) {

    /// @param step what is computed lives as long as it does
    static Objective of(Network.Output output, Targets targets, Emphasis emphasis, NDManager step) {
        return switch (targets) {
            case Targets.Soft soft -> {
                NDArray target = step.create(soft.probabilities(), output.labels().getShape());
                NDArray likelihood = Losses.crossEntropy(output.labels(), target);
                yield new Objective(likelihood, likelihood, Optional.empty(), soft.weight());
            }
            case Targets.Annotations annotations -> of(output, annotations, emphasis, step);
        };
    }

    private static Objective of(
            Network.Output output, Targets.Annotations annotations, Emphasis emphasis, NDManager step) {
        Shape shape = output.matrices().orElseThrow().getShape();
        Losses.Parts parts = Losses.annotators(
                output,
                step.create(annotations.said(), new Shape(shape.get(0), shape.get(1), shape.get(2), 1, shape.get(4))),
                step.create(annotations.present(), new Shape(shape.get(0), shape.get(1), 1, 1))
                        .divi(annotations.maps()));
        NDArray total = parts.likelihood();
        if (emphasis.trace() != 0) {
            total = total.add(parts.trace().mul((float) emphasis.trace()));
        }
        if (emphasis.consensus() != 0) {
            NDArray consensus = step.create(annotations.consensus(), output.labels().getShape());
            NDArray crossEntropy = Losses.crossEntropy(output.labels(), consensus);
            total = total.add(crossEntropy.mul((float) emphasis.consensus()));
        }
        return new Objective(total, parts.likelihood(), Optional.of(parts.trace()), annotations.weight());
    }

    Loss loss() {
        return new Loss(
                likelihood.getFloat(), trace.map(each -> (double) each.getFloat()).orElse(0.0), weight);
    }
}
