package consilium.networks;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/// What an architecture computes, apart from the parameters it computes with.
interface Network {

    static Network of(Architecture architecture) {
        return switch (architecture) {
            case Architecture.UNet net -> UNet.of(net);
            case Architecture.UNetPerAnnotator nets -> UNetPerAnnotator.of(nets);
            case Architecture.ProbabilisticUNet net -> ProbabilisticUNet.of(net);
        };
    }

    /// The parameters it needs, in the order in which they are kept.
    List<Slot> slots();

    /// How far it is from the targets. What is computed lives as long as the images do.
    ///
    /// @param images `[N, channels, height, width]`
    Objective objective(NDArray images, Weights weights, Targets targets, Emphasis emphasis);

    /// What it says of one image.
    ///
    /// @param image `[1, channels, height, width]`
    Prediction predict(NDArray image, Weights weights);

    /// @param labels     logits `[N, classes, pixels]`
    /// @param annotators what is said of them, when they are modelled
    record Output(NDArray labels, Optional<AnnotatorModel> annotators) {

        /// Of one image.
        Prediction prediction() {
            NDArray truth = labels.softmax(1);
            float[] probabilities = truth.toFloatArray();
            long pixels = labels.getShape().get(2);
            return annotators
                    .map(model -> switch (model) {
                        case FullMatrices full -> Prediction.ofMatrices(probabilities, full.entries(pixels));
                        case RatedMatrices rated ->
                            Prediction.ofMatrices(probabilities, rated.pixelWise().entries(pixels))
                                    .with(rated.drawn(truth));
                        case LowRankMatrices lowRank -> Prediction.ofMatrices(probabilities, lowRank.entries());
                        case OwnLabels own ->
                            Prediction.ofAnnotators(probabilities, own.logits().softmax(2).toFloatArray());
                    })
                    .orElseGet(() -> Prediction.ofLabels(probabilities));
        }
    }
}
