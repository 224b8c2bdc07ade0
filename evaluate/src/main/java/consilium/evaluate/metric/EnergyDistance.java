package consilium.evaluate.metric;

import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.OptionalDouble;

/// GED, the squared generalised energy distance between the predicted maps `S` of an image and the annotators' maps
/// `Y`: `2 E[d(S, Y)] - E[d(S, S')] - E[d(Y, Y')]`, where `d` is one less the [Agreement] of two maps. Lower is better.
///
/// Source: Kohl et al., A Probabilistic U-Net for Segmentation of Ambiguous Images, NeurIPS 2018, with `d = 1 - IoU`;
/// Székely and Rizzo, Journal of Statistical Planning and Inference 143(8), 2013, doi:10.1016/j.jspi.2013.03.018. No
/// root is taken. It is not the quantity that was released with the paper under this name, a sum of Dice similarities.
///
/// @param cross     of the predicted maps with the annotators'
/// @param predicted of the predicted maps with each other
/// @param annotated of the annotators' maps with each other
public record EnergyDistance(Agreement cross, Agreement predicted, Agreement annotated) {

    public static EnergyDistance of(MapSet predicted, MapSet annotated, Similarity similarity, EmptyMask rule) {
        return new EnergyDistance(
                Agreement.between(predicted, annotated, similarity, rule),
                Agreement.between(predicted, predicted, similarity, rule),
                Agreement.between(annotated, annotated, similarity, rule));
    }

    /// The V-statistic, as Kohl et al. compute it: the means within a set are over all pairs, each map with itself too.
    /// In 0 to 2, and 0 for equal sets.
    public double biased() {
        return 2 * (1 - cross.mean()) - (1 - predicted.mean()) - (1 - annotated.mean());
    }

    /// The U-statistic: the means within a set are over pairs of different maps, which makes it unbiased, and lets it
    /// fall below 0. Empty when either set is one map alone.
    public OptionalDouble unbiased() {
        OptionalDouble ofPredicted = predicted.meanOfPairs();
        OptionalDouble ofAnnotated = annotated.meanOfPairs();
        return ofPredicted.isPresent() && ofAnnotated.isPresent()
                ? OptionalDouble.of(2 * (1 - cross.mean())
                        - (1 - ofPredicted.getAsDouble())
                        - (1 - ofAnnotated.getAsDouble()))
                : OptionalDouble.empty();
    }
}
