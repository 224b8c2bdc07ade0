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

    /// Label maps of one image, `[annotators * levels, pixels]` ([LevelMaps]).
    ///
    /// @param labels probabilities of the truth `[1, classes, pixels]`
    byte[] drawn(NDArray labels) {
        Shape shape = labels.getShape();
        return LevelMaps.of(
                foretell(labels).said().toFloatArray(), (int) shape.get(1), (int) shape.get(2), levels);
    }
}
