package consilium.fuse;

import consilium.kernel.image.ConfusionMatrix;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a method learned of the annotators: how each one's labels follow from the hidden truth.
public final class Estimate {

    /// How the truth follows from votes.
    interface Model {

        /// How probable each label is in each pattern, `[pattern * classes + label]`.
        double[] posterior(Patterns patterns);
    }

    /// How EM went.
    ///
    /// @param passes        each an M step and an E step
    /// @param converged     whether it ended because nothing moved any more, not because its passes were used up
    /// @param logLikelihood of all votes that have a likelihood, natural logarithm
    /// @param undecided     pixels whose votes have likelihood 0
    record Course(int passes, boolean converged, double logLikelihood, long undecided) {}

    private final int classes;
    private final double[] prior;
    private final double[][] tally;
    private final Course course;
    private final OptionalDouble consensus;
    private final Model model;

    Estimate(int classes, double[] prior, double[][] tally, Course course, Model model) {
        this(classes, prior, tally, course, OptionalDouble.empty(), model);
    }

    /// @param prior     per label, over all pixels
    /// @param tally     expected pixels per annotator, `[said * classes + truth]`
    /// @param consensus see [#consensus]
    Estimate(
            int classes, double[] prior, double[][] tally, Course course, OptionalDouble consensus, Model model) {
        this.classes = classes;
        this.prior = prior;
        this.tally = tally;
        this.course = course;
        this.consensus = consensus;
        this.model = model;
    }

    public int annotators() {
        return tally.length;
    }

    /// P(truth is `label`) before any vote is seen, as a mean over the pixels.
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
        return course.passes();
    }

    /// Whether EM ended because nothing moved any more, not because its passes were used up.
    public boolean converged() {
        return course.converged();
    }

    /// Of all votes that have a likelihood, natural logarithm.
    public double logLikelihood() {
        return course.logLikelihood();
    }

    /// Pixels whose votes have likelihood 0.
    public long undecided() {
        return course.undecided();
    }

    /// The share of the pixels where everyone is all but certain to be right; only [Collate] knows it.
    public OptionalDouble consensus() {
        return consensus;
    }

    Tally tally(int annotator) {
        return new Tally(classes, tally[annotator]);
    }

    /// How probable each label is, given the votes and this estimate.
    double[] posterior(Patterns patterns) {
        return model.posterior(patterns);
    }
}
