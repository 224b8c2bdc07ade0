package consilium.fuse;

import consilium.kernel.spec.FusionSpec;
import java.util.Arrays;
import java.util.Optional;

/// Spatial STAPLE: [Staple]'s model with confusion matrices that vary over the image.
///
/// With `B(i)` the window around pixel `i`, clipped at the border, `A_r` STAPLE's matrices of the whole image and
/// `lambda` the weight of these:
/// - M: `A_r,i[k][j] = (lambda A_r[k][j] + sum of W_n(j) over the n in B(i) where r says k) / (lambda + sum of W_n(j)
///   over B(i))`, and `A_r[k][j]` where that is nothing over nothing;
/// - E: `W_i(j) ~ P_i(j) prod_r A_r,i[y_r][j]`, where `P_i(j)` is the share of the pixel's votes for `j`, kept within
///   1e-6 of 0 and 1; `P_i` itself where the votes have likelihood 0.
///
/// It starts with M from the shares of each pixel's votes. Two classes are Asman and Landman's sensitivity and
/// specificity; more classes are the same formula. The column of one truth sums to 1, so one label's entry is what the
/// others leave: of two, only what was said right is summed.
///
/// Of the annotators it reports matrices over the whole image, from the truth as it was found.
///
/// Source: Asman and Landman, IEEE TMI 31(6), 2012, doi:10.1109/TMI.2012.2190992. Their weighing of the global estimate
/// is a bias `b` in 0 to 1, with `lambda = b / (1 - b)` times the pixels of a window.
final class SpatialStaple {

    /// As the reference ends it: the global estimate is STAPLE's with nothing changed.
    private static final FusionSpec.Staple GLOBAL = new FusionSpec.Staple(10_000, 0, 1, false);

    private static final double LEAST_PRIOR = 1e-6;

    private final FusionSpec.SpatialStaple spec;
    private final Votes votes;
    private final int classes;
    private final int pixels;
    private final double[][] global;
    private final BoxSums windows;
    /// `[label][pixel]`.
    private final double[][] prior;
    private double[][] weights;
    private double[][] joint;
    private final double[] plane;
    private final double[] sums;
    private final double[] scale;
    private final double[] rest;
    private final double[] likelihoods;

    private SpatialStaple(FusionSpec.SpatialStaple spec, Votes votes, VoteCodes codes, Patterns patterns) {
        this.spec = spec;
        this.votes = votes;
        this.classes = votes.classes();
        this.pixels = votes.pixels();
        this.global = matrices(Staple.estimate(GLOBAL, patterns));
        this.windows = new BoxSums(votes.width(), pixels / votes.width(), spec.halfWindow());
        this.weights = shares(codes, patterns);
        this.prior = clipped(weights);
        this.joint = new double[classes][pixels];
        this.plane = new double[pixels];
        this.sums = new double[pixels];
        this.scale = new double[pixels];
        this.rest = new double[pixels];
        this.likelihoods = new double[pixels];
    }

    static Fused fuse(FusionSpec.SpatialStaple spec, Votes votes, VoteCodes codes, Patterns patterns) {
        return new SpatialStaple(spec, votes, codes, patterns).fuse();
    }

    /// Per annotator, `[said * classes + truth]`; zeros for who looked at nothing.
    private static double[][] matrices(Estimate estimate) {
        double[][] matrices = new double[estimate.annotators()][];
        for (int annotator = 0; annotator < matrices.length; annotator++) {
            matrices[annotator] = estimate.tally(annotator).entries();
        }
        return matrices;
    }

    private double[][] shares(VoteCodes codes, Patterns patterns) {
        double[] byPattern = patterns.shares();
        double[][] shares = new double[classes][pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            int pattern = codes.pattern(pixel);
            for (int label = 0; label < classes; label++) {
                shares[label][pixel] = byPattern[pattern * classes + label];
            }
        }
        return shares;
    }

    private double[][] clipped(double[][] shares) {
        double[][] clipped = new double[classes][pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            double sum = 0;
            for (int label = 0; label < classes; label++) {
                clipped[label][pixel] = Math.clamp(shares[label][pixel], LEAST_PRIOR, 1 - LEAST_PRIOR);
                sum += clipped[label][pixel];
            }
            for (int label = 0; label < classes && classes > 2; label++) {
                clipped[label][pixel] /= sum;
            }
        }
        return clipped;
    }

    private Fused fuse() {
        boolean converged = false;
        int passes = 0;
        while (!converged && passes < spec.maxIterations()) {
            for (int truth = 0; truth < classes; truth++) {
                expect(truth);
            }
            converged = scaled() / pixels < spec.tolerance();
            passes++;
        }
        Estimate estimate = estimate(passes, converged);
        return new Fused(votes, new EachPixel(pixels), interleaved(), Optional.of(estimate));
    }

    /// Fills in P(votes, truth) of every pixel.
    private void expect(int truth) {
        System.arraycopy(prior[truth], 0, joint[truth], 0, pixels);
        windows.sum(weights[truth], scale);
        for (int pixel = 0; pixel < pixels; pixel++) {
            double all = spec.globalWeight() + scale[pixel];
            scale[pixel] = all > 0 ? 1 / all : 0;
        }
        for (int n = 0; n < votes.present(); n++) {
            if (classes == 2) {
                multiply(n, truth);
            } else {
                multiplyEach(n, truth);
            }
        }
    }

    /// Of two labels, the other's entry is the rest.
    private void multiply(int n, int truth) {
        byte[] map = votes.map(n);
        double entry = global[votes.annotator(n)][truth * classes + truth];
        double known = spec.globalWeight() * entry;
        double[] product = joint[truth];
        mask(weights[truth], map, truth);
        windows.sum(plane, sums);
        for (int pixel = 0; pixel < pixels; pixel++) {
            double local = scale[pixel] > 0 ? (known + sums[pixel]) * scale[pixel] : entry;
            product[pixel] *= map[pixel] == truth ? local : Math.max(0, 1 - local);
        }
    }

    private void multiplyEach(int n, int truth) {
        int left = truth == 0 ? 1 : 0;
        Arrays.fill(rest, 1);
        for (int said = 0; said < classes; said++) {
            if (said != left) {
                multiply(n, said, truth);
            }
        }
        multiplyByRest(votes.map(n), left, joint[truth]);
    }

    /// Where the annotator of the `n`-th map says so, by their entry of the pixel's matrix; elsewhere the rest is less
    /// by it.
    private void multiply(int n, int said, int truth) {
        byte[] map = votes.map(n);
        double entry = global[votes.annotator(n)][said * classes + truth];
        double known = spec.globalWeight() * entry;
        double[] product = joint[truth];
        mask(weights[truth], map, said);
        windows.sum(plane, sums);
        for (int pixel = 0; pixel < pixels; pixel++) {
            double local = scale[pixel] > 0 ? (known + sums[pixel]) * scale[pixel] : entry;
            if ((map[pixel] & 0xff) == said) {
                product[pixel] *= local;
            } else {
                rest[pixel] -= local;
            }
        }
    }

    private void multiplyByRest(byte[] map, int left, double[] product) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            if ((map[pixel] & 0xff) == left) {
                product[pixel] *= Math.max(0, rest[pixel]);
            }
        }
    }

    private void mask(double[] weight, byte[] map, int said) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            plane[pixel] = (map[pixel] & 0xff) == said ? weight[pixel] : 0;
        }
    }

    /// Scales what the E step left and takes it for the truth.
    ///
    /// @return how far the truth has moved, summed over the pixels: for two classes, the foreground's probability
    private double scaled() {
        double moved = 0;
        for (int pixel = 0; pixel < pixels; pixel++) {
            double sum = likelihood(pixel);
            likelihoods[pixel] = sum;
            for (int label = 0; label < classes; label++) {
                double[] next = joint[label];
                next[pixel] = sum > 0 ? next[pixel] / sum : prior[label][pixel];
                moved += Math.abs(next[pixel] - weights[label][pixel]) / 2;
            }
        }
        double[][] before = weights;
        weights = joint;
        joint = before;
        return moved;
    }

    private double likelihood(int pixel) {
        double sum = 0;
        for (double[] each : joint) {
            sum += each[pixel];
        }
        return sum;
    }

    private Estimate estimate(int passes, boolean converged) {
        double logLikelihood = 0;
        long undecided = 0;
        for (int pixel = 0; pixel < pixels; pixel++) {
            logLikelihood += likelihoods[pixel] > 0 ? StrictMath.log(likelihoods[pixel]) : 0;
            undecided += likelihoods[pixel] > 0 ? 0 : 1;
        }
        double[][] tally = tally();
        return new Estimate(
                classes,
                means(prior),
                tally,
                new Estimate.Course(passes, converged, logLikelihood, undecided),
                patterns -> new ExpectationMaximisation(patterns, TruthPrior.voxelWise(1).over(patterns))
                        .conclude(ExpectationMaximisation.normalise(tally, classes)));
    }

    private double[] means(double[][] planes) {
        double[] means = new double[classes];
        for (int label = 0; label < classes; label++) {
            for (double each : planes[label]) {
                means[label] += each;
            }
            means[label] /= pixels;
        }
        return means;
    }

    private double[][] tally() {
        double[][] tally = new double[votes.annotators()][classes * classes];
        for (int n = 0; n < votes.present(); n++) {
            byte[] map = votes.map(n);
            double[] matrix = tally[votes.annotator(n)];
            for (int truth = 0; truth < classes; truth++) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    matrix[(map[pixel] & 0xff) * classes + truth] += weights[truth][pixel];
                }
            }
        }
        return tally;
    }

    private double[] interleaved() {
        double[] posterior = new double[pixels * classes];
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int label = 0; label < classes; label++) {
                posterior[pixel * classes + label] = weights[label][pixel];
            }
        }
        return posterior;
    }
}
