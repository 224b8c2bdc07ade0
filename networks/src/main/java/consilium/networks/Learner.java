package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;

/// A network that learns: each step moves its parameters so that they explain the targets better. Decided by what it
/// starts from and the steps it takes, bit for bit on one kind of processor; nothing is drawn at random. Used from
/// within [TensorEngine#alone].
public final class Learner implements AutoCloseable {

    private final Loaded network;
    private final AdamW optimiser;

    /// @param moments that belong to the parameters; [Moments#none] for new ones
    public Learner(TensorEngine engine, Parameters parameters, Moments moments, double weightDecay) {
        this.network = new Loaded(engine, parameters);
        this.optimiser = new AdamW(network.manager(), weightDecay, moments);
    }

    /// Takes one step.
    ///
    /// @param learningRate of this step
    /// @return the loss before the step
    public Loss step(Images images, Targets targets, Emphasis emphasis, double learningRate) {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray parameters = network.traced(step);
            Loss loss;
            try (GradientCollector collector = step.getEngine().newGradientCollector()) {
                Objective objective = network.objective(step, parameters, images, targets, emphasis);
                collector.backward(objective.total());
                loss = objective.loss();
            }
            optimiser.step(network.flat(), parameters.getGradient(), learningRate);
            return loss;
        }
    }

    /// The loss as it is, without learning from it.
    public Loss loss(Images images, Targets targets) {
        try (NDManager step = network.manager().newSubManager()) {
            return network.objective(step, network.borrowed(step), images, targets, Emphasis.NONE)
                    .loss();
        }
    }

    public Architecture architecture() {
        return network.architecture();
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
}
