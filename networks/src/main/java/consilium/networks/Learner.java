package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

/// A network that learns: each step moves its parameters so that they explain the targets better. Decided by what it
/// starts from and the steps it takes, bit for bit on one kind of processor; nothing is drawn at random. Used from
/// within [TensorEngine#alone].
public final class Learner implements AutoCloseable {

    private final Loaded network;
    private final AdamW optimiser;

    /// @param moments that belong to the parameters; [Moments#none] for new ones
    public Learner(
            TensorEngine engine, Parameters parameters, Moments moments, double learningRate, double weightDecay) {
        this.network = new Loaded(engine, parameters);
        this.optimiser = new AdamW(network.manager(), learningRate, weightDecay, moments);
    }

    /// Takes one step.
    ///
    /// @param traceWeight of the annotators' confusion matrices in the loss (eq. 4): negative where the trace is to grow
    /// @return the loss before the step
    public Loss step(Images images, Targets targets, double traceWeight) {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray parameters = network.traced(step);
            Loss loss;
            try (GradientCollector collector = step.getEngine().newGradientCollector()) {
                Losses.Parts parts = parts(step, parameters, images, targets);
                collector.backward(parts.total(traceWeight));
                loss = parts.loss(targets.weight());
            }
            optimiser.step(network.flat(), parameters.getGradient());
            return loss;
        }
    }

    /// The loss as it is, without learning from it.
    public Loss loss(Images images, Targets targets) {
        try (NDManager step = network.manager().newSubManager()) {
            return parts(step, network.borrowed(step), images, targets).loss(targets.weight());
        }
    }

    /// What the network says of one image by now, as a [Segmenter] with these parameters would.
    public Prediction predict(float[] image, int height, int width) {
        return network.predict(new Images(1, network.architecture().channels(), height, width, image));
    }

    /// The parameters by now.
    public Parameters parameters() {
        return network.parameters();
    }

    /// The optimiser's memory by now; with the parameters, all that the next step depends on.
    public Moments moments() {
        return optimiser.moments();
    }

    @Override
    public void close() {
        network.close();
    }

    private Losses.Parts parts(NDManager step, NDArray parameters, Images images, Targets targets) {
        Network.Output output = network.apply(step, parameters, images);
        return switch (targets) {
            case Targets.Soft soft ->
                Losses.crossEntropy(
                        output.labels(), step.create(soft.probabilities(), output.labels().getShape()));
            case Targets.Annotations annotations -> {
                Shape matrices = output.matrices().orElseThrow().getShape();
                Shape said = new Shape(matrices.get(0), matrices.get(1), matrices.get(2), 1, matrices.get(4));
                Shape share = new Shape(matrices.get(0), matrices.get(1), 1, 1);
                yield Losses.annotators(
                        output,
                        step.create(annotations.said(), said),
                        step.create(annotations.present(), share).divi(annotations.maps()));
            }
        };
    }
}
