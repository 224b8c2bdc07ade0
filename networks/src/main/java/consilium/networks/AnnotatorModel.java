package consilium.networks;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/// What a network has to say of its annotators on some images.
sealed interface AnnotatorModel permits FullMatrices, RatedMatrices, LowRankMatrices, OwnLabels {

    /// How well it explains what they said.
    ///
    /// @param logLabels log-probabilities of the truth `[N, classes, pixels]`
    /// @param said      1 at what each annotator said of each pixel, else 0: `[N, annotators, classes, 1, pixels]`
    Explained explain(NDArray logLabels, NDArray said);

    /// What it expects each of them to say.
    ///
    /// @param labels probabilities of the truth `[N, classes, pixels]`
    Foretold foretell(NDArray labels);

    /// @param logSaid  log-probability of what was said `[N, annotators, 1, pixels]`; where nothing was, without meaning
    /// @param diagonal of the confusion matrices, where there are any: `[N or 1, annotators, classes, pixels or 1]`
    record Explained(NDArray logSaid, Optional<NDArray> diagonal) {}

    /// @param said     probabilities `A p`, `[N, annotators, classes, pixels]`
    /// @param diagonal as in [Explained]
    record Foretold(NDArray said, Optional<NDArray> diagonal) {}
}
