package consilium.fuse;

import consilium.kernel.spec.FusionSpec;
import java.util.Arrays;
import java.util.OptionalDouble;

/// COLLATE with two levels of consensus: [Staple]'s model at *confusing* pixels, and at *easy* ones annotators who are
/// all right with the same high probability.
///
/// With `c` that probability, `A_r` the annotators' matrices, `P(T)` each label's share of all votes and `e` the share
/// of easy pixels:
/// - E: `W(j, easy) ~ P(T = j) e prod_r (y_r = j ? c : (1 - c) / (L - 1))` and `W(j, confusing) ~ P(T = j) (1 - e)
///   prod_r A_r[y_r][j]`, both scaled by one sum; the truth is `W(j) = W(j, easy) + W(j, confusing)`.
/// - M: `A_r` as in [ExpectationMaximisation], from `W(j, confusing)` alone; `e` = the mean of `W(., easy)`.
///
/// It starts with M from the shares of every pixel's votes, and with the share of unanimous pixels for `e`; where all
/// are unanimous, all are easy. Of the annotators it reports the matrices over *all* pixels, easy ones
/// included, as every other method does: how often each label was given to each truth.
///
/// Both levels depend on a pixel's votes alone, so vote patterns serve here too.
///
/// Source: Asman and Landman, IEEE TMI 30(10), 2011, doi:10.1109/TMI.2011.2147795. There, levels may be several, and
/// their prior may vary over the image. Measured on simulated images of 28 by 28 pixels: of two classes, within 0.01
/// Dice of STAPLE; of four, 0.16 to 0.32 behind the majority vote. Not the method for more than two.
final class Collate {

    private final FusionSpec.Collate spec;
    private final Patterns patterns;
    private final int classes;
    private final double[] prior;
    private final double[][] right;

    private Collate(FusionSpec.Collate spec, Patterns patterns, double[] prior) {
        this.spec = spec;
        this.patterns = patterns;
        this.classes = patterns.classes();
        this.prior = prior;
        this.right = right();
    }

    static Estimate estimate(FusionSpec.Collate spec, Patterns patterns) {
        return new Collate(spec, patterns, patterns.frequencies()).estimate();
    }

    /// Every annotator's matrix at easy pixels.
    private double[][] right() {
        double[] matrix = new double[classes * classes];
        Arrays.fill(matrix, (1 - spec.accuracy()) / (classes - 1));
        for (int label = 0; label < classes; label++) {
            matrix[label * classes + label] = spec.accuracy();
        }
        double[][] all = new double[patterns.annotators()][];
        Arrays.fill(all, matrix);
        return all;
    }

    /// What the E step gives.
    ///
    /// @param easy          `[pattern * classes + truth]`, as is `confusing`
    /// @param logLikelihood of all votes
    private record Levels(double[] easy, double[] confusing, double logLikelihood) {

        double[] truth() {
            double[] truth = easy.clone();
            for (int entry = 0; entry < truth.length; entry++) {
                truth[entry] += confusing[entry];
            }
            return truth;
        }
    }

    private Estimate estimate() {
        ExpectationMaximisation steps = steps();
        double[] shares = patterns.shares();
        double[][] confusion = ExpectationMaximisation.normalise(steps.tally(shares), classes);
        double easy = unanimous(shares);
        Levels levels = expect(steps, confusion, easy);
        boolean converged = false;
        int passes = 1;
        while (!converged && passes < spec.maxIterations()) {
            double[][] next = ExpectationMaximisation.normalise(steps.tally(levels.confusing()), classes);
            double nextEasy = Math.min(1, sum(steps.truths(levels.easy())) / patterns.pixels());
            levels = expect(steps, next, nextEasy);
            converged = ExpectationMaximisation.change(confusion, next) <= spec.tolerance()
                    && Math.abs(nextEasy - easy) <= spec.tolerance();
            confusion = next;
            easy = nextEasy;
            passes++;
        }
        double[][] last = confusion;
        double share = easy;
        return new Estimate(
                classes,
                prior,
                steps.tally(levels.truth()),
                new Estimate.Course(passes, converged, levels.logLikelihood(), steps.undecided(levels.truth())),
                OptionalDouble.of(share),
                votes -> new Collate(spec, votes, prior).conclude(last, share));
    }

    private ExpectationMaximisation steps() {
        return new ExpectationMaximisation(patterns, TruthPrior.global(prior).over(patterns));
    }

    private double[] conclude(double[][] confusion, double easy) {
        ExpectationMaximisation steps = steps();
        return steps.concluded(expect(steps, confusion, easy).truth());
    }

    /// The share of the pixels whose votes are all the same.
    private double unanimous(double[] shares) {
        long pixels = 0;
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            int from = pattern * classes;
            double most = Arrays.stream(shares, from, from + classes).max().orElseThrow();
            pixels += most == 1 ? patterns.count(pattern) : 0;
        }
        return (double) pixels / patterns.pixels();
    }

    private Levels expect(ExpectationMaximisation steps, double[][] confusion, double share) {
        double[] easy = new double[patterns.size() * classes];
        double[] confusing = new double[easy.length];
        double[] joint = new double[classes];
        double logLikelihood = 0;
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            double likelihood = share * steps.joint(right, pattern, joint);
            put(joint, share, easy, pattern);
            likelihood += (1 - share) * steps.joint(confusion, pattern, joint);
            put(joint, 1 - share, confusing, pattern);
            if (likelihood > 0) {
                scale(easy, pattern, likelihood);
                scale(confusing, pattern, likelihood);
                logLikelihood += patterns.count(pattern) * StrictMath.log(likelihood);
            }
        }
        return new Levels(easy, confusing, logLikelihood);
    }

    private void put(double[] joint, double factor, double[] level, int pattern) {
        for (int truth = 0; truth < classes; truth++) {
            level[pattern * classes + truth] = factor * joint[truth];
        }
    }

    private void scale(double[] level, int pattern, double likelihood) {
        for (int truth = 0; truth < classes; truth++) {
            level[pattern * classes + truth] /= likelihood;
        }
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
