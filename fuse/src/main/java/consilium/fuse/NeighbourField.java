package consilium.fuse;

import consilium.kernel.spec.FusionSpec;

/// A Potts field over each pixel's four neighbours, as its mean: to what a pixel's own votes say of label `s`, a
/// factor `exp(-beta * sum_j (1 - W_j(s)))` is added, with `W_j(s)` the probability that neighbour `j` has label `s`.
///
/// All pixels move at once: neighbours count as the pass before left them, and in the first pass as the shares of
/// their votes. Pixels at the border have fewer neighbours. A pixel whose votes have likelihood 0 says nothing to its
/// neighbours.
///
/// Source: Warfield, Zou and Wells, IEEE TMI 23(7), 2004, doi:10.1109/TMI.2004.828354; Zhang, IEEE TSP 40(10), 1992,
/// doi:10.1109/78.157297.
final class NeighbourField {

    private final double beta;
    private final int width;
    private final int classes;
    private final int[] patterns;
    private final long[] counts;
    /// `[pixel * classes + label]`, as the last pass left them.
    private double[] weights;

    NeighbourField(FusionSpec.MarkovField spec, Votes votes, VoteCodes codes, Patterns patterns) {
        this.beta = spec.weight();
        this.width = votes.width();
        this.classes = votes.classes();
        this.patterns = new int[votes.pixels()];
        this.counts = new long[codes.size()];
        for (int pixel = 0; pixel < this.patterns.length; pixel++) {
            this.patterns[pixel] = codes.pattern(pixel);
            counts[this.patterns[pixel]]++;
        }
        this.weights = spread(patterns.shares());
    }

    private double[] spread(double[] byPattern) {
        double[] spread = new double[patterns.length * classes];
        for (int pixel = 0; pixel < patterns.length; pixel++) {
            System.arraycopy(byPattern, patterns[pixel] * classes, spread, pixel * classes, classes);
        }
        return spread;
    }

    /// The E step that follows one without a field: it moves this field, and returns each pattern's mean.
    Staple.Expectation after(Staple.Expectation own) {
        return confusion -> {
            weights = pulled(own.expect(confusion));
            return means();
        };
    }

    private double[] pulled(double[] byPattern) {
        double[] next = spread(byPattern);
        double[] alike = new double[classes];
        for (int pixel = 0; pixel < patterns.length; pixel++) {
            alike(pixel, alike);
            pull(next, pixel * classes, alike);
        }
        return next;
    }

    /// How many neighbours are expected to have each label.
    private void alike(int pixel, double[] alike) {
        int column = pixel % width;
        for (int label = 0; label < classes; label++) {
            int at = pixel * classes + label;
            double left = column > 0 ? weights[at - classes] : 0;
            double right = column < width - 1 ? weights[at + classes] : 0;
            double above = pixel >= width ? weights[at - width * classes] : 0;
            double below = pixel < patterns.length - width ? weights[at + width * classes] : 0;
            alike[label] = left + right + above + below;
        }
    }

    /// The factors are those of the definition over the largest of them, which scaling takes out again.
    private void pull(double[] next, int from, double[] alike) {
        double most = 0;
        for (double each : alike) {
            most = Math.max(most, each);
        }
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            next[from + label] *= StrictMath.exp(beta * (alike[label] - most));
            sum += next[from + label];
        }
        for (int label = 0; label < classes && sum > 0; label++) {
            next[from + label] /= sum;
        }
    }

    /// `[pattern * classes + label]`.
    private double[] means() {
        double[] means = new double[counts.length * classes];
        for (int pixel = 0; pixel < patterns.length; pixel++) {
            for (int label = 0; label < classes; label++) {
                means[patterns[pixel] * classes + label] += weights[pixel * classes + label];
            }
        }
        for (int entry = 0; entry < means.length; entry++) {
            means[entry] /= counts[entry / classes];
        }
        return means;
    }

    /// As the last pass left it, with the votes' shares where they have likelihood 0: `[pixel * classes + label]`.
    double[] concluded(double[] shares) {
        double[] concluded = weights.clone();
        for (int pixel = 0; pixel < patterns.length; pixel++) {
            double sum = 0;
            for (int label = 0; label < classes; label++) {
                sum += concluded[pixel * classes + label];
            }
            if (sum == 0) {
                System.arraycopy(shares, patterns[pixel] * classes, concluded, pixel * classes, classes);
            }
        }
        return concluded;
    }
}
