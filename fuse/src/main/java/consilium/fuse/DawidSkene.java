package consilium.fuse;

import consilium.kernel.spec.FusionSpec;

/// Dawid and Skene's estimate: the model of [Staple], by [ExpectationMaximisation], where each M step also takes the
/// prior from the truth as it stands, `P(T = j)` = the mean of `W(j)` over the pixels.
///
/// It starts with M from the shares of each pixel's votes, whatever the number of classes, so no vote has likelihood
/// 0 at first, and none gets it by more than underflow. As the prior follows the truth, a class that few pixels carry
/// loses more of them than in STAPLE. An annotator who looked several times has several answers and one matrix.
///
/// Source: Dawid and Skene, Applied Statistics 28(1), 1979, doi:10.2307/2346806.
final class DawidSkene {

    private final Patterns patterns;

    private DawidSkene(Patterns patterns) {
        this.patterns = patterns;
    }

    static Estimate estimate(FusionSpec.DawidSkene spec, Patterns patterns) {
        return new DawidSkene(patterns).estimate(spec);
    }

    private Estimate estimate(FusionSpec.DawidSkene spec) {
        double[] prior = patterns.frequencies();
        ExpectationMaximisation steps = steps(prior);
        double[] posterior = patterns.shares();
        double[][] confusion = new double[0][];
        double[][] tally = new double[0][];
        boolean converged = false;
        int passes = 0;
        while (!converged && passes < spec.maxIterations()) {
            double[] nextPrior = shares(steps.truths(posterior));
            tally = steps.tally(posterior);
            double[][] next = ExpectationMaximisation.normalise(tally, patterns.classes());
            steps = steps(nextPrior);
            posterior = steps.expect(next);
            converged = confusion.length > 0
                    && ExpectationMaximisation.change(confusion, next) <= spec.tolerance()
                    && ExpectationMaximisation.change(new double[][] {prior}, new double[][] {nextPrior}) <= spec
                            .tolerance();
            prior = nextPrior;
            confusion = next;
            passes++;
        }
        TruthPrior last = TruthPrior.global(prior);
        double[][] matrices = confusion;
        return new Estimate(
                patterns.classes(),
                prior,
                tally,
                new Estimate.Course(passes, converged, steps.logLikelihood(confusion), steps.undecided(posterior)),
                votes -> new ExpectationMaximisation(votes, last.over(votes)).conclude(matrices));
    }

    private ExpectationMaximisation steps(double[] prior) {
        return new ExpectationMaximisation(patterns, TruthPrior.global(prior).over(patterns));
    }

    private static double[] shares(double[] pixels) {
        double all = 0;
        for (double each : pixels) {
            all += each;
        }
        double[] shares = pixels.clone();
        for (int label = 0; label < shares.length; label++) {
            shares[label] /= all;
        }
        return shares;
    }
}
