package consilium.fuse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// STAPLE pixel by pixel, straight from the definition: what the fast one must equal.
final class SlowStaple {

    /// Where a pixel whose vote is tied is counted when more than two classes are seeded.
    enum Ties {
        /// As ITK 6 does.
        LEFT_OUT,
        /// As ITK 5.2 does: "undecided" is one column too far, which in memory is the next row's first cell.
        IN_THE_CELL_AFTER
    }

    private static final int ABSENT = -1;

    private final int classes;
    /// `[annotator][pixel]`, the pixels of all images one after the other.
    private final int[][] said;
    private final double[] prior;
    private final double[][] weight;
    /// Per annotator, one more row than classes, as in ITK.
    private double[][][] confusion;
    private int passes;

    private SlowStaple(List<Votes> images) {
        this.classes = images.getFirst().classes();
        this.said = new int[images.getFirst().annotators()][];
        Arrays.setAll(said, annotator -> images.stream()
                .flatMapToInt(image -> labels(image, annotator))
                .toArray());
        this.weight = new double[said[0].length][classes];
        this.prior = new double[classes];
        for (int[] row : said) {
            for (int label : row) {
                if (label != ABSENT) {
                    prior[label]++;
                }
            }
        }
        double votes = Arrays.stream(prior).sum();
        Arrays.setAll(prior, label -> prior[label] / votes);
        this.confusion = new double[said.length][classes + 1][classes];
    }

    private static IntStream labels(Votes image, int annotator) {
        for (int n = 0; n < image.present(); n++) {
            if (image.annotator(n) == annotator) {
                byte[] map = image.map(n);
                return IntStream.range(0, map.length).map(pixel -> map[pixel] & 0xff);
            }
        }
        return IntStream.range(0, image.pixels()).map(pixel -> ABSENT);
    }

    /// Two classes, starting with the mean vote.
    static SlowStaple ofTwo(List<Votes> images, double confidence) {
        SlowStaple staple = new SlowStaple(images);
        staple.prior[1] = Math.min(1, staple.prior[1] * confidence);
        staple.prior[0] = 1 - staple.prior[1];
        for (int pixel = 0; pixel < staple.weight.length; pixel++) {
            staple.weight[pixel][1] = staple.share(pixel, 1);
            staple.weight[pixel][0] = 1 - staple.weight[pixel][1];
        }
        double moved = Double.MAX_VALUE;
        while (moved * moved > 1e-14) {
            moved = staple.maximise();
            staple.expect();
            staple.passes++;
            moved = staple.passes == 1 ? Double.MAX_VALUE : moved;
        }
        return staple;
    }

    static SlowStaple ofMore(List<Votes> images, Ties ties) {
        SlowStaple staple = new SlowStaple(images);
        staple.seed(ties);
        double moved;
        do {
            staple.expect();
            moved = staple.maximise();
            staple.passes++;
        } while (moved >= 1e-5);
        staple.expect();
        return staple;
    }

    private void seed(Ties ties) {
        for (int pixel = 0; pixel < weight.length; pixel++) {
            int winner = winner(pixel);
            for (int r = 0; r < said.length; r++) {
                int label = said[r][pixel];
                if (label != ABSENT && winner < classes) {
                    confusion[r][label][winner]++;
                } else if (label != ABSENT && ties == Ties.IN_THE_CELL_AFTER) {
                    confusion[r][label + 1][0]++;
                }
            }
        }
        for (double[][] matrix : confusion) {
            for (double[] row : matrix) {
                double sum = Arrays.stream(row).sum();
                for (int truth = 0; truth < classes && sum > 0; truth++) {
                    row[truth] /= sum;
                }
            }
        }
    }

    /// The label with most votes, or `classes` where several have.
    private int winner(int pixel) {
        int[] votes = new int[classes];
        for (int[] row : said) {
            if (row[pixel] != ABSENT) {
                votes[row[pixel]]++;
            }
        }
        int most = Arrays.stream(votes).max().orElseThrow();
        int[] winners = IntStream.range(0, classes)
                .filter(label -> votes[label] == most)
                .toArray();
        return winners.length == 1 ? winners[0] : classes;
    }

    private void expect() {
        for (int pixel = 0; pixel < weight.length; pixel++) {
            double[] joint = prior.clone();
            for (int truth = 0; truth < classes; truth++) {
                for (int r = 0; r < said.length; r++) {
                    joint[truth] *= said[r][pixel] == ABSENT ? 1 : confusion[r][said[r][pixel]][truth];
                }
            }
            double sum = Arrays.stream(joint).sum();
            for (int truth = 0; truth < classes; truth++) {
                weight[pixel][truth] = sum > 0 ? joint[truth] / sum : 0;
            }
        }
    }

    private double maximise() {
        double[][][] next = new double[said.length][classes + 1][classes];
        double most = 0;
        for (int r = 0; r < said.length; r++) {
            for (int truth = 0; truth < classes; truth++) {
                double all = 0;
                for (int pixel = 0; pixel < weight.length; pixel++) {
                    if (said[r][pixel] != ABSENT) {
                        next[r][said[r][pixel]][truth] += weight[pixel][truth];
                        all += weight[pixel][truth];
                    }
                }
                for (int label = 0; label <= classes; label++) {
                    next[r][label][truth] = all > 0 ? next[r][label][truth] / all : 0;
                    most = Math.max(most, Math.abs(next[r][label][truth] - confusion[r][label][truth]));
                }
            }
        }
        confusion = next;
        return most;
    }

    int passes() {
        return passes;
    }

    double confusion(int annotator, int label, int truth) {
        return confusion[annotator][label][truth];
    }

    /// Whether some pixel that the annotator looked at may have this truth, so that the matrix has such a column.
    boolean knows(int annotator, int truth) {
        return IntStream.rangeClosed(0, classes).anyMatch(label -> confusion[annotator][label][truth] > 0);
    }

    private double share(int pixel, int label) {
        double given = 0;
        double votes = 0;
        for (int[] row : said) {
            votes += row[pixel] == ABSENT ? 0 : 1;
            given += row[pixel] == label ? 1 : 0;
        }
        return given / votes;
    }

    /// The probability of a label; the votes' shares where they have likelihood 0.
    double probability(int pixel, int label) {
        return Arrays.stream(weight[pixel]).sum() > 0 ? weight[pixel][label] : share(pixel, label);
    }

    /// The most probable labels; a tie, up to rounding, goes to the smallest.
    byte[] labels() {
        byte[] labels = new byte[weight.length];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            for (int label = 1; label < classes; label++) {
                if (probability(pixel, label) > probability(pixel, labels[pixel] & 0xff) + 1e-9) {
                    labels[pixel] = (byte) label;
                }
            }
        }
        return labels;
    }

    /// The most probable labels, `undecided` where the votes have likelihood 0, as ITK writes them.
    byte[] labels(int undecided) {
        byte[] labels = labels();
        for (int pixel = 0; pixel < labels.length; pixel++) {
            if (Arrays.stream(weight[pixel]).sum() == 0) {
                labels[pixel] = (byte) undecided;
            }
        }
        return labels;
    }
}
