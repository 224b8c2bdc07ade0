package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/// Confusion matrices at every pixel, by which annotators are foretold, and beside them one for all pixels, the rates, by
/// which they are weighed when truth and annotators are estimated jointly ([JointLikelihood]).
///
/// @param learned logits of the rates `[annotators, classes (said), classes (truth)]`
/// @param first   what those were before training
/// @param levels  label maps to be drawn of each annotator
record RatedMatrices(FullMatrices pixelWise, NDArray learned, NDArray first, int levels) implements AnnotatorModel {

    @Override
    public Explained explain(NDArray logLabels, NDArray said) {
        return pixelWise.explain(logLabels, said);
    }

    @Override
    public Foretold foretell(NDArray labels) {
        return pixelWise.foretell(labels);
    }

    /// What is said of one image.
    ///
    /// @param labels probabilities of the truth `[1, classes, pixels]`
    Prediction prediction(NDArray labels) {
        Shape shape = labels.getShape();
        int classes = (int) shape.get(1);
        int pixels = (int) shape.get(2);
        return Prediction.ofMatrices(labels.toFloatArray(), pixelWise.entries(pixels))
                .with(LevelMaps.of(foretell(labels).said().toFloatArray(), classes, pixels, levels));
    }
}
