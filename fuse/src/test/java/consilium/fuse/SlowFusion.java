package consilium.fuse;

import consilium.kernel.spec.FusionSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The methods beyond plain STAPLE pixel by pixel, straight from their definitions: what the fast ones must equal.
/// Every method stops after a given number of passes, each M then E.
final class SlowFusion {

    private static final int ABSENT = -1;

    private final int classes;
    private final int width;
    /// `[annotator][pixel]`.
    private final int[][] said;
    /// `[pixel][truth]`: the truth as it stands.
    private double[][] weight;
    /// `[annotator][said][truth]`.
    private double[][][] confusion;
    private double[] prior;

    /// Everyone has one map or none.
    SlowFusion(Votes votes, int width) {
        this.classes = votes.classes();
        this.width = width;
        this.said = new int[votes.annotators()][votes.pixels()];
        for (int[] row : said) {
            Arrays.fill(row, ABSENT);
        }
        for (int n = 0; n < votes.present(); n++) {
            for (int pixel = 0; pixel < votes.pixels(); pixel++) {
                said[votes.annotator(n)][pixel] = votes.map(n)[pixel] & 0xff;
            }
        }
        this.weight = shares();
        this.confusion = new double[said.length][classes][classes];
        this.prior = frequencies();
    }

    private int pixels() {
        return weight.length;
    }

    private double[][] shares() {
        double[][] shares = new double[said[0].length][classes];
        for (int pixel = 0; pixel < shares.length; pixel++) {
            int votes = 0;
            for (int[] row : said) {
                if (row[pixel] != ABSENT) {
                    shares[pixel][row[pixel]]++;
                    votes++;
                }
            }
            for (int label = 0; label < classes; label++) {
                shares[pixel][label] /= votes;
            }
        }
        return shares;
    }

    private double[] frequencies() {
        double[] frequencies = new double[classes];
        double votes = 0;
        for (int[] row : said) {
            for (int label : row) {
                if (label != ABSENT) {
                    frequencies[label]++;
                    votes++;
                }
            }
        }
        double all = votes;
        return Arrays.stream(frequencies).map(each -> each / all).toArray();
    }

    /// STAPLE of two classes with its options.
    SlowFusion staple(
            int passes, Optional<FusionSpec.Prior> prior, Optional<FusionSpec.BetaPrior> beta, double field) {
        double[][] shares = shares();
        for (int pass = 0; pass < passes; pass++) {
            maximise(weight);
            beta.ifPresent(this::experience);
            double[][] next = new double[pixels()][];
            for (int pixel = 0; pixel < pixels(); pixel++) {
                double[] before = prior.isPresent() && prior.get() == FusionSpec.Prior.VOXEL_WISE
                        ? shares[pixel]
                        : this.prior;
                next[pixel] = joint(before, pixel);
                for (int truth = 0; truth < classes && field > 0; truth++) {
                    next[pixel][truth] *= Math.exp(-field * unlike(pixel, truth));
                }
                normalise(next[pixel]);
            }
            weight = next;
        }
        return this;
    }

    private double unlike(int pixel, int truth) {
        int x = pixel % width;
        int y = pixel / width;
        double sum = 0;
        for (int[] step : List.of(new int[] {1, 0}, new int[] {-1, 0}, new int[] {0, 1}, new int[] {0, -1})) {
            int column = x + step[0];
            int row = y + step[1];
            if (column >= 0 && column < width && row >= 0 && row < pixels() / width) {
                sum += 1 - weight[row * width + column][truth];
            }
        }
        return sum;
    }

    private void experience(FusionSpec.BetaPrior beta) {
        for (int r = 0; r < said.length; r++) {
            if (Arrays.stream(said[r]).allMatch(label -> label == ABSENT)) {
                continue;
            }
            for (int truth = 0; truth < 2; truth++) {
                double all = Arrays.stream(column(truth)).sum();
                double right = 0;
                for (int pixel = 0; pixel < pixels(); pixel++) {
                    right += said[r][pixel] == truth ? weight[pixel][truth] : 0;
                }
                confusion[r][truth][truth] = (right + beta.alpha() - 1) / (all + beta.alpha() + beta.beta() - 2);
                confusion[r][1 - truth][truth] = 1 - confusion[r][truth][truth];
            }
        }
    }

    private double[] column(int truth) {
        return Arrays.stream(weight).mapToDouble(row -> row[truth]).toArray();
    }

    SlowFusion dawidSkene(int passes) {
        for (int pass = 0; pass < passes; pass++) {
            for (int truth = 0; truth < classes; truth++) {
                prior[truth] = Arrays.stream(column(truth)).average().orElseThrow();
            }
            maximise(weight);
            for (int pixel = 0; pixel < pixels(); pixel++) {
                weight[pixel] = joint(prior, pixel);
                normalise(weight[pixel]);
            }
        }
        return this;
    }

    /// @return the share of easy pixels
    double collate(int passes, double accuracy) {
        double easy = 0;
        double[][] hard = shares();
        for (double[] row : hard) {
            easy += Arrays.stream(row).anyMatch(share -> share == 1) ? 1.0 / pixels() : 0;
        }
        for (int pass = 0; pass < passes; pass++) {
            maximise(hard);
            double sum = 0;
            for (int pixel = 0; pixel < pixels(); pixel++) {
                double[] difficult = joint(prior, pixel);
                double[] simple = prior.clone();
                for (int truth = 0; truth < classes; truth++) {
                    for (int[] row : said) {
                        int label = row[pixel];
                        simple[truth] *= label == ABSENT
                                ? 1
                                : label == truth ? accuracy : (1 - accuracy) / (classes - 1);
                    }
                    simple[truth] *= easy;
                    difficult[truth] *= 1 - easy;
                }
                double all = Arrays.stream(simple).sum() + Arrays.stream(difficult).sum();
                for (int truth = 0; truth < classes; truth++) {
                    hard[pixel][truth] = difficult[truth] / all;
                    weight[pixel][truth] = (simple[truth] + difficult[truth]) / all;
                    sum += simple[truth] / all;
                }
            }
            if (pass < passes - 1) {
                easy = sum / pixels();
            }
        }
        return easy;
    }

    /// @param global `[annotator][said][truth]`
    SlowFusion spatial(int passes, int h, double lambda, double[][][] global) {
        double[][] before = shares();
        for (double[] row : before) {
            Arrays.setAll(row, label -> Math.min(1 - 1e-6, Math.max(1e-6, row[label])));
            normalise(row);
        }
        for (int pass = 0; pass < passes; pass++) {
            double[][] next = new double[pixels()][];
            for (int pixel = 0; pixel < pixels(); pixel++) {
                next[pixel] = before[pixel].clone();
                for (int truth = 0; truth < classes; truth++) {
                    for (int r = 0; r < said.length; r++) {
                        if (said[r][pixel] != ABSENT) {
                            next[pixel][truth] *= local(r, pixel, truth, h, lambda, global[r]);
                        }
                    }
                }
                if (Arrays.stream(next[pixel]).sum() > 0) {
                    normalise(next[pixel]);
                } else {
                    next[pixel] = before[pixel].clone();
                }
            }
            weight = next;
        }
        return this;
    }

    private double local(int r, int pixel, int truth, int h, double lambda, double[][] global) {
        double says = lambda * global[said[r][pixel]][truth];
        double all = lambda;
        for (int other = 0; other < pixels(); other++) {
            if (Math.abs(other % width - pixel % width) <= h && Math.abs(other / width - pixel / width) <= h) {
                says += said[r][other] == said[r][pixel] ? weight[other][truth] : 0;
                all += weight[other][truth];
            }
        }
        return all > 0 ? says / all : global[said[r][pixel]][truth];
    }

    private void maximise(double[][] from) {
        for (int r = 0; r < said.length; r++) {
            for (int truth = 0; truth < classes; truth++) {
                double[] tally = new double[classes];
                for (int pixel = 0; pixel < pixels(); pixel++) {
                    if (said[r][pixel] != ABSENT) {
                        tally[said[r][pixel]] += from[pixel][truth];
                    }
                }
                normalise(tally);
                for (int label = 0; label < classes; label++) {
                    confusion[r][label][truth] = tally[label];
                }
            }
        }
    }

    private double[] joint(double[] before, int pixel) {
        double[] joint = before.clone();
        for (int truth = 0; truth < classes; truth++) {
            for (int r = 0; r < said.length; r++) {
                joint[truth] *= said[r][pixel] == ABSENT ? 1 : confusion[r][said[r][pixel]][truth];
            }
        }
        return joint;
    }

    private static void normalise(double[] values) {
        double sum = Arrays.stream(values).sum();
        for (int entry = 0; entry < values.length && sum > 0; entry++) {
            values[entry] /= sum;
        }
    }

    double confusion(int annotator, int label, int truth) {
        return confusion[annotator][label][truth];
    }

    double prior(int label) {
        return prior[label];
    }

    /// The probability of a label; the votes' shares where they have likelihood 0.
    double probability(int pixel, int label) {
        return Arrays.stream(weight[pixel]).sum() > 0 ? weight[pixel][label] : shares()[pixel][label];
    }
}
