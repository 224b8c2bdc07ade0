package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;

/// How several annotators' label maps become one.
///
/// Each record is one published method and every number that changes its answer. To add a method, add a record:
/// the compiler then lists each `switch` that must learn it.
@About("How several annotators' label maps become one.")
public sealed interface FusionSpec {

    /// Soft labels: the share of the annotators who gave each label.
    @About("Soft labels: the share of annotators who gave each label.")
    record Mean() implements FusionSpec {}

    /// Per-pixel plurality vote; a tie goes to the smallest label.
    @About("Per-pixel plurality vote; a tie goes to the smallest label.")
    record MajorityVote() implements FusionSpec {}

    /// STAPLE: EM over the hidden truth and each annotator's confusion matrix.
    ///
    /// Source: Warfield, Zou and Wells, IEEE TMI 23(7), 2004, doi:10.1109/TMI.2004.828354. Two classes follow ITK's
    /// binary filter (global prior, start from the mean vote), more follow its multi-label one.
    ///
    /// @param maxIterations    EM passes allowed
    /// @param tolerance        converged when no entry of a confusion matrix moves by more in a pass; 0 stands for
    ///                         the reference's own (1e-7 for two classes, 1e-5 for more)
    /// @param confidenceWeight multiplies the prior probability of foreground; two classes only
    /// @param pooled           one confusion matrix per annotator for the whole data set instead of one per image
    @About("STAPLE: expectation maximisation over the truth and each annotator's confusion matrix.")
    record Staple(
            @About("EM passes allowed") @Default("10000") @Range(min = 1, max = 1000000) int maxIterations,
            @About("Converged when no entry moves by more; 0 means the reference's own") @Default("0")
                    @Range(min = 0, max = 0.1) double tolerance,
            @About("Multiplies the prior probability of foreground (two classes only)") @Default("1")
                    @Range(min = 1e-6, max = 1e6) double confidenceWeight,
            @About("One confusion matrix per annotator for the whole data set instead of one per image")
                    @Default("false") boolean pooled)
            implements FusionSpec {
        public Staple {
            Require.between("maxIterations", maxIterations, 1, 1_000_000);
            Require.between("tolerance", tolerance, 0, 0.1);
            Require.between("confidenceWeight", confidenceWeight, 1e-6, 1e6);
        }
    }
}
