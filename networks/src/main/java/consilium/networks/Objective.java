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

    static Objective of(NDArray total, NDArray likelihood, Targets targets) {
        return new Objective(total, likelihood, Optional.empty(), targets.weight());
    }

    /// @param step what is computed lives as long as it does
    static Objective of(Network.Output output, Targets targets, Emphasis emphasis, NDManager step) {
        return switch (targets) {
            case Targets.Soft soft -> {
                NDArray target = step.create(soft.probabilities(), output.labels().getShape());
                NDArray likelihood = Losses.crossEntropy(output.labels(), target);
                yield of(likelihood, likelihood, soft);
            }
            case Targets.Annotations annotations -> of(output, annotations, emphasis, step);
            case Targets.OneReading reading ->
                throw new IllegalArgumentException("what one annotator saw is learned by a probabilistic U-Net alone");
        };
    }

    private static Objective of(
            Network.Output output, Targets.Annotations annotations, Emphasis emphasis, NDManager step) {
        Shape shape = output.labels().getShape();
        long images = shape.get(0);
        long annotators = annotations.present().length / images;
        Losses.Parts parts = Losses.annotators(
                output,
                step.create(annotations.said(), new Shape(images, annotators, shape.get(1), 1, shape.get(2))),
                step.create(annotations.present(), new Shape(images, annotators, 1, 1)).divi(annotations.maps()));
        NDArray total = emphasis.likelihood() == 1
                ? parts.likelihood()
                : parts.likelihood().mul((float) emphasis.likelihood());
        if (emphasis.trace() != 0 && parts.trace().isPresent()) {
            total = total.add(parts.trace().get().mul((float) emphasis.trace()));
        }
        if (emphasis.consensus() != 0) {
            NDArray consensus = step.create(annotations.consensus(), output.labels().getShape());
            NDArray crossEntropy = Losses.crossEntropy(output.labels(), consensus);
            total = total.add(crossEntropy.mul((float) emphasis.consensus()));
        }
        return new Objective(total, parts.likelihood(), parts.trace(), annotations.weight());
    }

    Loss loss() {
        return new Loss(
                likelihood.getFloat(), trace.map(each -> (double) each.getFloat()).orElse(0.0), weight);
    }
}
