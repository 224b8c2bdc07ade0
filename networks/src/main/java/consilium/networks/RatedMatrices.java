package consilium.networks;

import ai.djl.ndarray.NDArray;

/// Confusion matrices at every pixel, by which annotators are foretold, and beside them one for all pixels, the rates, by
/// which they are weighed when truth and annotators are estimated jointly ([JointLikelihood]).
///
/// @param learned logits of the rates `[annotators, classes (said), classes (truth)]`
/// @param first   what those were before training
record RatedMatrices(FullMatrices pixelWise, NDArray learned, NDArray first) implements AnnotatorModel {

    @Override
    public Explained explain(NDArray logLabels, NDArray said) {
        return pixelWise.explain(logLabels, said);
    }

    @Override
    public Foretold foretell(NDArray labels) {
        return pixelWise.foretell(labels);
    }
}
