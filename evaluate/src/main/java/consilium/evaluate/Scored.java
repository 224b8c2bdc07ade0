package consilium.evaluate;

import consilium.kernel.image.LabelMap;
import java.util.List;
import java.util.Optional;

/// What is scored: label maps with their probabilities on the test images, and perhaps a model of every annotator.
sealed interface Scored permits FusedLabels, Predictions {

    /// What it is called above a figure's column.
    String title();

    /// How many images.
    int size();

    /// The n-th image's index in the data set.
    int item(int index);

    int classes();

    LabelMap map(int index);

    /// `[classes, height, width]`.
    float[] probabilities(int index);

    /// Whether annotators are modelled at all.
    boolean modelsAnnotators();

    /// One annotator's confusion matrices on the n-th image; empty where they were not estimated.
    Optional<PixelMatrices> matrices(int index, int annotator);

    /// What one annotator is expected to say of the n-th image, `[classes, height, width]`, where that is foretold without
    /// confusion matrices.
    default Optional<float[]> said(int index, int annotator) {
        return Optional.empty();
    }

    /// Label maps drawn of the n-th image, each as likely as the next; none where nothing is drawn.
    default List<LabelMap> samples(int index) {
        return List.of();
    }
}
