package consilium.fuse;

import consilium.kernel.spec.FusionSpec;
import java.util.Optional;

/// STAPLE: simultaneous truth and performance level estimation, by [ExpectationMaximisation].
///
/// **Two classes** follow ITK's `STAPLEImageFilter`: the prior of foreground is the mean of all votes times the
/// confidence weight (never more than 1); the first pass starts with M from the mean vote of each pixel; it ends
/// when no sensitivity or specificity has moved by more than 1e-7, and not after the first pass.
///
/// **More classes** follow ITK's `MultiLabelSTAPLEImageFilter` with double weights: the prior is each label's share
/// of all votes; matrices are seeded by the plurality vote, where ties are left out (as ITK 6 does; ITK 5.2 counts
/// them in a wrong cell), and scaled so that *rows* sum to 1; it ends when no entry has moved by 1e-5.
///
/// Where these leave a gap (ITK 5.2 gives NaN, or its "undecided" label):
/// - *Everybody says background*, or everybody foreground: so does the result. The class nobody used has no pixel to
///   learn from, and its column of every matrix is reported as the identity's.
/// - *One annotator*: believed; sensitivity and specificity are 1.
/// - *Two annotators*, one mask inside the other: the start is a fixed point, so what only one drew stays at one half,
///   and as a tie is background, the smaller mask is the result. Two that share nothing: every pixel keeps a
///   probability below one half, so the result is empty.
/// - *An annotator with an empty mask* among others gets sensitivity 0, and the others decide. Where all others are
///   empty too but one, what the one drew stays below one half.
/// - *Votes of likelihood 0* (more classes: a label given only where the vote was tied; or products that underflow)
///   take no part in EM and end with the votes' own shares, so that a tie goes to the smallest label.
///
/// **Options**, each of which leaves the above as it is where it is not used:
/// - *Voxel-wise prior*: each label's share of the pixel's own votes, so unanimous pixels are decided.
/// - *Performance prior*: see [Experience]; the estimate is then the most probable one, not the most likely.
/// - *Markov field*: see [NeighbourField]. The E step's probabilities, which then differ within a pattern, count as
///   their mean over its pixels, which leaves every sum of the M step as it is.
///
/// Two votes for foreground tend to win however many annotators there are, the more so the more background there
/// is; STAPLE is not better than the majority in general.
final class Staple {

    private static final double TOLERANCE_OF_TWO = 1e-7;
    private static final double TOLERANCE_OF_MORE = 1e-5;

    private final FusionSpec.Staple spec;
    private final Patterns patterns;
    private final TruthPrior prior;
    private final ExpectationMaximisation steps;
    private final Expectation expectation;

    /// An E step: from confusion matrices to each pattern's mean probabilities.
    interface Expectation {
        double[] expect(double[][] confusion);
    }

    private Staple(FusionSpec.Staple spec, Patterns patterns, Optional<NeighbourField> field) {
        this.spec = spec;
        this.patterns = patterns;
        this.prior = prior(spec, patterns);
        this.steps = new ExpectationMaximisation(patterns, prior.over(patterns));
        this.expectation = field.isPresent() ? field.get().after(steps::expect) : steps::expect;
    }

    /// Without a field, whatever the spec says of one.
    static Estimate estimate(FusionSpec.Staple spec, Patterns patterns) {
        return new Staple(spec, patterns, Optional.empty()).estimate();
    }

    /// With the field, which is left as the last pass had it.
    static Estimate estimate(FusionSpec.Staple spec, Patterns patterns, NeighbourField field) {
        return new Staple(spec, patterns, Optional.of(field)).estimate();
    }

    private static TruthPrior prior(FusionSpec.Staple spec, Patterns patterns) {
        if (spec.prior().orElse(FusionSpec.Prior.GLOBAL) == FusionSpec.Prior.VOXEL_WISE) {
            return TruthPrior.voxelWise(spec.confidenceWeight());
        }
        double[] frequencies = patterns.frequencies();
        return TruthPrior.global(
                patterns.classes() == 2
                        ? TruthPrior.weighted(frequencies[1], spec.confidenceWeight())
                        : frequencies);
    }

    private boolean binary() {
        return patterns.classes() == 2;
    }

    private Estimate estimate() {
        double[][] confusion = binary() ? new double[0][] : seed();
        double[] posterior = binary() ? patterns.shares() : expectation.expect(confusion);
        double[][] tally = new double[0][];
        boolean converged = false;
        int passes = 0;
        while (!converged && passes < spec.maxIterations()) {
            tally = experienced(steps.tally(posterior));
            double[][] next = ExpectationMaximisation.normalise(tally, patterns.classes());
            posterior = expectation.expect(next);
            converged = confusion.length > 0 && ExpectationMaximisation.change(confusion, next) <= tolerance();
            confusion = next;
            passes++;
        }
        double[][] last = confusion;
        return new Estimate(
                patterns.classes(),
                prior.mean(patterns),
                tally,
                new Estimate.Course(passes, converged, steps.logLikelihood(confusion), steps.undecided(posterior)),
                votes -> new ExpectationMaximisation(votes, prior.over(votes)).conclude(last));
    }

    private double[][] experienced(double[][] tally) {
        spec.performancePrior().ifPresent(experience -> Experience.add(experience, tally, patterns.classes()));
        return tally;
    }

    private double tolerance() {
        if (spec.tolerance() > 0) {
            return spec.tolerance();
        }
        return binary() ? TOLERANCE_OF_TWO : TOLERANCE_OF_MORE;
    }

    /// How often each annotator's label went with the plurality's, ties left out; rows scaled to sum to 1.
    private double[][] seed() {
        int classes = patterns.classes();
        double[][] seed = new double[patterns.annotators()][classes * classes];
        double[] shares = patterns.shares();
        byte[] winners = Posterior.labels(shares, classes);
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            int winner = winners[pattern] & 0xff;
            for (int answer = 0; answer < patterns.answers() && !tied(shares, pattern, winner); answer++) {
                int said = patterns.vote(pattern, answer);
                if (said != Patterns.ABSENT) {
                    seed[patterns.annotator(answer)][said * classes + winner] += patterns.count(pattern);
                }
            }
        }
        for (double[] matrix : seed) {
            scaleRows(matrix, classes);
        }
        return seed;
    }

    private boolean tied(double[] shares, int pattern, int winner) {
        int classes = patterns.classes();
        for (int label = winner + 1; label < classes; label++) {
            if (shares[pattern * classes + label] == shares[pattern * classes + winner]) {
                return true;
            }
        }
        return false;
    }

    private static void scaleRows(double[] matrix, int classes) {
        for (int said = 0; said < classes; said++) {
            double sum = 0;
            for (int truth = 0; truth < classes; truth++) {
                sum += matrix[said * classes + truth];
            }
            for (int truth = 0; truth < classes && sum > 0; truth++) {
                matrix[said * classes + truth] /= sum;
            }
        }
    }
}
