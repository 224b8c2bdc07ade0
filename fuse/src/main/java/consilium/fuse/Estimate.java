package consilium.fuse;

import consilium.kernel.image.ConfusionMatrix;
import java.util.Optional;

/// What [Staple] learned of the annotators: how each one's labels follow from the hidden truth.
public final class Estimate {

    private final int classes;
    private final double[] prior;
    private final double[][] confusion;
    private final double[][] tally;
    private final int passes;
    private final boolean converged;
    private final double logLikelihood;
    private final long undecided;

    Estimate(
            int classes,
            double[] prior,
            double[][] confusion,
            double[][] tally,
            int passes,
            boolean converged,
            double logLikelihood,
            long undecided) {
        this.classes = classes;
        this.prior = prior;
        this.confusion = confusion;
        this.tally = tally;
        this.passes = passes;
        this.converged = converged;
        this.logLikelihood = logLikelihood;
        this.undecided = undecided;
    }

    public int annotators() {
        return tally.length;
    }

    /// P(truth is `label`) before any vote is seen.
    public double prior(int label) {
        return prior[label];
    }

    /// The annotator's matrix; empty for who looked at nothing.
    public Optional<ConfusionMatrix> confusion(int annotator) {
        return tally(annotator).confusion();
    }

    /// P(annotator says foreground | truth is foreground).
    public double sensitivity(int annotator) {
        return tally(annotator).sensitivity();
    }

    /// P(annotator says background | truth is background).
    public double specificity(int annotator) {
        return tally(annotator).specificity();
    }

    /// Passes of EM, each an M step and an E step.
    public int passes() {
        return passes;
    }

    /// Whether EM ended because nothing moved any more, not because its passes were used up.
    public boolean converged() {
        return converged;
    }

    /// Of all votes that have a likelihood, natural logarithm.
    public double logLikelihood() {
        return logLikelihood;
    }

    /// Pixels whose votes have likelihood 0.
    public long undecided() {
        return undecided;
    }

    Tally tally(int annotator) {
        return new Tally(classes, tally[annotator]);
    }

    /// How probable each label is, given the votes and this estimate.
    double[] posterior(Patterns patterns) {
        return new ExpectationMaximisation(patterns, prior).conclude(confusion);
    }
}
