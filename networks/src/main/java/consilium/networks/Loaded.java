package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/// A network whose parameters lie in the engine's memory as one flat vector.
final class Loaded implements AutoCloseable {

    private final Architecture architecture;
    private final Network network;
    private final List<Slot> slots;
    private final NDManager manager;
    private final NDArray flat;

    Loaded(TensorEngine engine, Parameters parameters) {
        this.architecture = parameters.architecture();
        this.network = Network.of(architecture);
        this.slots = parameters.slots();
        this.manager = engine.newManager();
        this.flat = manager.create(parameters.values(), new Shape(parameters.count()));
    }

    Architecture architecture() {
        return architecture;
    }

    /// Lives as long as this does.
    NDManager manager() {
        return manager;
    }

    /// The parameters themselves, to be changed in place.
    NDArray flat() {
        return flat;
    }

    Parameters parameters() {
        return Parameters.of(architecture, flat.toFloatArray());
    }

    /// How far the network is from the targets.
    ///
    /// @param step       what is computed lives as long as it does
    /// @param parameters those to compute with, of this network
    Objective objective(NDManager step, NDArray parameters, Images images, Targets targets, Emphasis emphasis) {
        return network.objective(create(step, images), new Weights(slots, parameters), targets, emphasis);
    }

    /// What the network says of one image.
    Prediction predict(Images image) {
        try (NDManager step = manager.newSubManager()) {
            return network.predict(create(step, image), new Weights(slots, borrowed(step)));
        }
    }

    private NDArray create(NDManager step, Images images) {
        int least = architecture.leastExtent();
        if (images.channels() != architecture.channels() || Math.min(images.height(), images.width()) < least) {
            throw new IllegalArgumentException("images have " + architecture.channels() + " channels and at least "
                    + least + " x " + least + " pixels, were " + images.channels() + " x " + images.height() + " x "
                    + images.width());
        }
        Shape shape = new Shape(images.count(), images.channels(), images.height(), images.width());
        return step.create(images.values(), shape);
    }

    /// The parameters under another name that the step may drop; nothing is copied.
    NDArray borrowed(NDManager step) {
        NDArray view = flat.stopGradient();
        view.attach(step);
        return view;
    }

    /// The parameters under another name for which a gradient is recorded, gone with the step; nothing is copied, so they
    /// must not change before the gradient is taken.
    NDArray traced(NDManager step) {
        NDArray view = borrowed(step);
        view.setRequiresGradient(true);
        return view;
    }

    @Override
    public void close() {
        manager.close();
    }
}
