package consilium.deploy;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.PredictionSet;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.RandomStreams;
import consilium.networks.Architecture;
import consilium.networks.Parameters;
import consilium.networks.Prediction;
import consilium.networks.Segmenter;
import consilium.networks.TensorEngine;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A small network with parameters as training starts from them, stored as the train stage stores models.
public final class TinyModel {

    public static final List<String> ANNOTATORS = List.of("over", "under");
    public static final int EXTENT = 16;

    private final Parameters parameters;

    public TinyModel(long seed) {
        this(new Architecture.UNet(4, 3, 1, 2, ANNOTATORS), seed);
    }

    TinyModel(Architecture architecture, long seed) {
        this.parameters = Parameters.initial(architecture, new RandomStreams(seed, "test"));
    }

    public Digest store(ArtefactStore store) {
        return new ArtefactWriter(store, "model", 1)
                .file("parameters.safetensors", "application/octet-stream", parameters.safetensors())
                .table("architecture.json", parameters.architecture().tree())
                .table("preprocessing.json", Map.of("channels", 1, "height", EXTENT, "width", EXTENT, "classes", 2))
                .commit();
    }

    /// What the train stage records of the images.
    public PredictionSet recorded(ArtefactStore store, List<float[]> images) {
        int[] items = new int[images.size()];
        try (Segmenter segmenter = new Segmenter(TensorEngine.present(), parameters);
                PredictionSet.Writer writer = PredictionSet.write(
                        new ArtefactWriter(store, PredictionSet.KIND, 1), items, 2, beside(), EXTENT, EXTENT)) {
            for (float[] image : images) {
                Prediction prediction = segmenter.predict(image, EXTENT, EXTENT);
                writer.add(
                        prediction.probabilities(), prediction.confusion(), prediction.said(), prediction.samples());
            }
            return PredictionSet.of(store.artefact(writer.commit()));
        }
    }

    private PredictionSet.Beside beside() {
        return switch (parameters.architecture()) {
            case Architecture.UNet net -> new PredictionSet.Beside(ANNOTATORS.size(), 0, 0);
            case Architecture.UNetPerAnnotator nets -> new PredictionSet.Beside(0, ANNOTATORS.size(), 0);
            case Architecture.ProbabilisticUNet net -> new PredictionSet.Beside(0, 0, net.samples());
        };
    }

    /// Noise, `[1, EXTENT, EXTENT]`.
    public static float[] image(long seed) {
        RandomGenerator random = new RandomStreams(seed, "test").stream("image");
        float[] image = new float[EXTENT * EXTENT];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat();
        }
        return image;
    }
}
