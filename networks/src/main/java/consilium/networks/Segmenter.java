package consilium.networks;

/// A trained network that answers: what is where in an image, and what each annotator would mistake for what. Safe for
/// use by many threads at once.
public final class Segmenter implements AutoCloseable {

    private final Loaded network;

    public Segmenter(TensorEngine engine, Parameters parameters) {
        this.network = new Loaded(engine, parameters);
    }

    public Architecture architecture() {
        return network.architecture();
    }

    /// What the network says of one image. Images are answered one by one, so that no answer depends on which others
    /// were asked about beside it.
    ///
    /// @throws IllegalArgumentException when the image has other channels than the network, or is too small for it
    public Prediction predict(float[] image, int height, int width) {
        return network.predict(new Images(1, architecture().channels(), height, width, image));
    }

    @Override
    public void close() {
        network.close();
    }
}
