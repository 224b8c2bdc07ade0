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

    /// @param images that were shown, `[N, channels, height, width]`; what is computed lives as long as they do
    static Objective of(Network.Output output, NDArray images, Targets targets, Emphasis emphasis) {
        NDManager step = images.getManager();
        return switch (targets) {
            case Targets.Soft soft -> {
                NDArray target = step.create(soft.probabilities(), output.labels().getShape());
                NDArray likelihood = Losses.crossEntropy(output.labels(), target);
                yield of(likelihood, likelihood, soft);
            }
            case Targets.Annotations annotations ->
                weighed(
                        Losses.annotators(output, said(annotations, output, step), share(annotations, output, step)),
                        output,
                        annotations,
                        emphasis,
                        step);
            case Targets.AsReleased(Targets.Annotations annotations) ->
                weighed(
                        Losses.asReleased(output, said(annotations, output, step), share(annotations, output, step)),
                        output,
                        annotations,
                        emphasis,
                        step);
            case Targets.Known known -> known(output, known, step);
            case Targets.Joint(Targets.Annotations annotations) ->
                joint(output, images, annotations, emphasis, step);
            case Targets.OneReading reading ->
                throw new IllegalArgumentException("what one annotator saw is learned by a probabilistic U-Net alone");
        };
    }

    /// Eq. 4 of the paper, with whatever its parts are.
    private static Objective weighed(
            Losses.Parts parts,
            Network.Output output,
            Targets.Annotations annotations,
            Emphasis emphasis,
            NDManager step) {
        NDArray total = emphasis.likelihood() == 1
                ? parts.likelihood()
                : Scalar.times(parts.likelihood(), (float) emphasis.likelihood());
        if (emphasis.trace() != 0 && parts.trace().isPresent()) {
            total = total.add(Scalar.times(parts.trace().get(), (float) emphasis.trace()));
        }
        if (emphasis.consensus() != 0) {
            NDArray consensus = step.create(annotations.consensus(), output.labels().getShape());
            NDArray crossEntropy = Losses.crossEntropy(output.labels(), consensus);
            total = total.add(Scalar.times(crossEntropy, (float) emphasis.consensus()));
        }
        return new Objective(total, parts.likelihood(), parts.trace(), annotations.weight());
    }

    private static Objective known(Network.Output output, Targets.Known known, NDManager step) {
        if (!(output.annotators().orElseThrow() instanceof FullMatrices matrices)) {
            throw new IllegalArgumentException("known confusion matrices are fitted by full ones at every pixel alone");
        }
        Shape shape = output.labels().getShape();
        Losses.Parts parts = Losses.known(
                output.labels(),
                matrices,
                said(known.annotations(), output, step),
                share(known.annotations(), output, step),
                step.create(known.truth(), new Shape(shape.get(0), 1, shape.get(1), shape.get(2))));
        return new Objective(parts.likelihood(), parts.likelihood(), parts.trace(), known.weight());
    }

    private static Objective joint(
            Network.Output output,
            NDArray images,
            Targets.Annotations annotations,
            Emphasis emphasis,
            NDManager step) {
        if (!(output.annotators().orElseThrow() instanceof RatedMatrices matrices)) {
            throw new IllegalArgumentException(
                    "truth and annotators are estimated jointly by a network with rates alone");
        }
        NDArray share = share(annotations, output, step);
        JointLikelihood.Parts parts = JointLikelihood.of(
                output.labels(),
                matrices,
                said(annotations, output, step),
                share,
                intensities(output.labels(), images, emphasis),
                emphasis.heldRates());
        NDArray diagonal = FullMatrices.diagonal(matrices.pixelWise().logMatrices());
        return new Objective(
                parts.truth().add(parts.matrices()),
                parts.truth(),
                Optional.of(Losses.trace(diagonal, share)),
                annotations.weight());
    }

    /// Log-likelihood of the images under each class, `[N, classes, pixels]`, weighed; 0 where it has no weight.
    private static NDArray intensities(NDArray labels, NDArray images, Emphasis emphasis) {
        if (emphasis.image() == 0) {
            return images.getManager().create(0f);
        }
        Shape shape = images.getShape();
        NDArray pixels = images.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3));
        NDArray likelihood = RegionEnergy.logLikelihood(labels.softmax(1), pixels, emphasis.trust());
        return Scalar.times(likelihood, (float) emphasis.image());
    }

    /// `[N, annotators, classes, 1, pixels]`.
    private static NDArray said(Targets.Annotations annotations, Network.Output output, NDManager step) {
        Shape shape = output.labels().getShape();
        return step.create(
                annotations.said(),
                new Shape(shape.get(0), annotators(annotations, output), shape.get(1), 1, shape.get(2)));
    }

    /// `[N, annotators, 1, 1]`.
    private static NDArray share(Targets.Annotations annotations, Network.Output output, NDManager step) {
        long images = output.labels().getShape().get(0);
        return step.create(annotations.present(), new Shape(images, annotators(annotations, output), 1, 1))
                .divi(annotations.maps());
    }

    private static long annotators(Targets.Annotations annotations, Network.Output output) {
        return annotations.present().length / output.labels().getShape().get(0);
    }

    Loss loss() {
        return new Loss(
                likelihood.getFloat(), trace.map(each -> (double) each.getFloat()).orElse(0.0), weight);
    }
}
