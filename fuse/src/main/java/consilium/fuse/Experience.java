package consilium.fuse;

import consilium.kernel.spec.FusionSpec;
import java.util.Arrays;

/// What a Beta(alpha, beta) prior adds to an annotator's tally: of each truth, `alpha - 1` pixels labelled right and
/// `beta - 1` labelled wrong, these spread as the annotator's own mistakes are, or evenly where there are none.
///
/// The tally scaled is then the most probable matrix. With `n_kj` pixels of truth `j` labelled `k` and `n_j` of truth
/// `j` in all, that is, for two classes, `p = (n_11 + alpha - 1) / (n_1 + alpha + beta - 2)`; for more, with the prior
/// on the diagonal, `A[k][j] = n_kj (n_j - n_jj + beta - 1) / ((n_j + alpha + beta - 2) (n_j - n_jj))` beside it.
///
/// Source: Commowick and Warfield, MICCAI 2010, doi:10.1007/978-3-642-15711-0_4.
final class Experience {

    private Experience() {}

    /// Who looked at nothing stays without.
    ///
    /// @param tally per annotator, `[said * classes + truth]`
    static void add(FusionSpec.BetaPrior prior, double[][] tally, int classes) {
        for (double[] pixels : tally) {
            if (Arrays.stream(pixels).anyMatch(each -> each > 0)) {
                for (int truth = 0; truth < classes; truth++) {
                    add(prior, pixels, classes, truth);
                }
            }
        }
    }

    private static void add(FusionSpec.BetaPrior prior, double[] pixels, int classes, int truth) {
        double wrong = wrong(pixels, classes, truth);
        for (int said = 0; said < classes; said++) {
            int entry = said * classes + truth;
            if (said == truth) {
                pixels[entry] += prior.alpha() - 1;
            } else {
                pixels[entry] += (prior.beta() - 1) * (wrong > 0 ? pixels[entry] / wrong : 1.0 / (classes - 1));
            }
        }
    }

    private static double wrong(double[] pixels, int classes, int truth) {
        double wrong = 0;
        for (int said = 0; said < classes; said++) {
            wrong += said == truth ? 0 : pixels[said * classes + truth];
        }
        return wrong;
    }
}
