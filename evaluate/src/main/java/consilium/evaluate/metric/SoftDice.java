package consilium.evaluate.metric;

import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.OptionalDouble;

/// `Dice_soft`: how well a map of probabilities foretells the share of annotators who say a class. Both are cut at
/// 0.1, 0.3, 0.5, 0.7 and 0.9, strictly above, and the Dice of the masks is averaged over the cuts, then over the
/// foreground classes. A cut at which both masks are empty scores 1 or is left out, as [EmptyMask] says.
///
/// Source: QUBIQ, the challenge on quantification of uncertainties in biomedical image segmentation; with these five
/// cuts in MRNet (Ji et al., CVPR 2021) and D-Persona (Wu et al., CVPR 2024).
public final class SoftDice {

    private static final double[] CUTS = {0.1, 0.3, 0.5, 0.7, 0.9};

    private SoftDice() {}

    /// @param predicted probability of each class, `[class][pixel]`
    /// @param said      share of annotators who say each class, `[class][pixel]`
    public static OptionalDouble of(double[][] predicted, double[][] said, EmptyMask rule) {
        double sum = 0;
        int scored = 0;
        for (int label = 1; label < said.length; label++) {
            for (double cut : CUTS) {
                OptionalDouble dice = overlap(predicted[label], said[label], cut).dice(rule);
                if (dice.isPresent()) {
                    sum += dice.getAsDouble();
                    scored++;
                }
            }
        }
        return scored == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / scored);
    }

    private static Overlap overlap(double[] predicted, double[] said, double cut) {
        int both = 0;
        int first = 0;
        int other = 0;
        for (int pixel = 0; pixel < said.length; pixel++) {
            int foretold = predicted[pixel] > cut ? 1 : 0;
            int drawn = said[pixel] > cut ? 1 : 0;
            both += foretold & drawn;
            first += foretold;
            other += drawn;
        }
        return new Overlap(both, first, other);
    }
}
