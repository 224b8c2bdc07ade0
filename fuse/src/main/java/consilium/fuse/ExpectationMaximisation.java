package consilium.fuse;

/// The two steps of EM for the hidden truth `T` and one confusion matrix per annotator, over vote patterns.
///
/// With `A_r[i][j]` = P(annotator `r` says `i` | truth is `j`) and the prior `P(T = j)`:
/// - E: `W(j) = P(T = j) * prod_r A_r[y_r][j]`, scaled to sum to 1 over `j`;
/// - M: `A_r[i][j]` = the weight `W(j)` of the pixels where `r` says `i`, over the weight of all that `r` looked at.
///
/// Whoever did not look adds no factor to E and no term to M. A pattern of likelihood 0 has no weight: it stays so,
/// since M leaves a zero where it finds one. A class that no pixel carries keeps a column of zeros.
///
/// Source: Dawid and Skene, Applied Statistics 28(1), 1979; Warfield, Zou and Wells, IEEE TMI 23(7), 2004,
/// doi:10.1109/TMI.2004.828354.
final class ExpectationMaximisation {

    private final Patterns patterns;
    private final int classes;
    private final double[] prior;

    /// @param prior `[pattern * classes + truth]`, see [TruthPrior]
    ExpectationMaximisation(Patterns patterns, double[] prior) {
        this.patterns = patterns;
        this.classes = patterns.classes();
        this.prior = prior;
    }

    /// The E step.
    ///
    /// @param confusion per annotator, `[said * classes + truth]`
    /// @return `[pattern * classes + truth]`
    double[] expect(double[][] confusion) {
        double[] posterior = new double[patterns.size() * classes];
        double[] joint = new double[classes];
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            double likelihood = joint(confusion, pattern, joint);
            for (int truth = 0; truth < classes && likelihood > 0; truth++) {
                posterior[pattern * classes + truth] = joint[truth] / likelihood;
            }
        }
        return posterior;
    }

    /// Fills in P(votes, truth) of the pattern and returns P(votes).
    double joint(double[][] confusion, int pattern, double[] joint) {
        System.arraycopy(prior, pattern * classes, joint, 0, classes);
        for (int answer = 0; answer < patterns.answers(); answer++) {
            int said = patterns.vote(pattern, answer);
            double[] matrix = confusion[patterns.annotator(answer)];
            for (int truth = 0; truth < classes && said != Patterns.ABSENT; truth++) {
                joint[truth] *= matrix[said * classes + truth];
            }
        }
        double likelihood = 0;
        for (double each : joint) {
            likelihood += each;
        }
        return likelihood;
    }

    /// The first half of the M step: how many pixels of each truth each annotator gave each label.
    ///
    /// @return per annotator, `[said * classes + truth]`
    double[][] tally(double[] posterior) {
        double[][] tally = new double[patterns.annotators()][classes * classes];
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            double count = patterns.count(pattern);
            for (int answer = 0; answer < patterns.answers(); answer++) {
                int said = patterns.vote(pattern, answer);
                double[] matrix = tally[patterns.annotator(answer)];
                for (int truth = 0; truth < classes && said != Patterns.ABSENT; truth++) {
                    matrix[said * classes + truth] += count * posterior[pattern * classes + truth];
                }
            }
        }
        return tally;
    }

    /// The second half of the M step: columns scaled to sum to 1; one of zeros stays.
    static double[][] normalise(double[][] tally, int classes) {
        double[][] confusion = new double[tally.length][];
        for (int annotator = 0; annotator < tally.length; annotator++) {
            confusion[annotator] = normalise(tally[annotator], classes);
        }
        return confusion;
    }

    private static double[] normalise(double[] tally, int classes) {
        double[] confusion = new double[tally.length];
        for (int truth = 0; truth < classes; truth++) {
            double sum = 0;
            for (int said = 0; said < classes; said++) {
                sum += tally[said * classes + truth];
            }
            for (int said = 0; said < classes && sum > 0; said++) {
                confusion[said * classes + truth] = tally[said * classes + truth] / sum;
            }
        }
        return confusion;
    }

    /// The log-likelihood of all votes but those of likelihood 0, which never falls from one pass to the next.
    double logLikelihood(double[][] confusion) {
        double[] joint = new double[classes];
        double sum = 0;
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            double likelihood = joint(confusion, pattern, joint);
            sum += likelihood > 0 ? patterns.count(pattern) * StrictMath.log(likelihood) : 0;
        }
        return sum;
    }

    /// How far the entry that moved most has moved.
    static double change(double[][] from, double[][] to) {
        double most = 0;
        for (int annotator = 0; annotator < to.length; annotator++) {
            for (int entry = 0; entry < to[annotator].length; entry++) {
                most = Math.max(most, Math.abs(to[annotator][entry] - from[annotator][entry]));
            }
        }
        return most;
    }

    /// How many pixels of each truth there are.
    double[] truths(double[] posterior) {
        double[] truths = new double[classes];
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            for (int truth = 0; truth < classes; truth++) {
                truths[truth] += patterns.count(pattern) * posterior[pattern * classes + truth];
            }
        }
        return truths;
    }

    /// E, with the votes' own shares where the pattern has likelihood 0, so that every pixel gets probabilities.
    double[] conclude(double[][] confusion) {
        return concluded(expect(confusion));
    }

    /// The votes' own shares where the pattern has likelihood 0.
    double[] concluded(double[] posterior) {
        double[] shares = patterns.shares();
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            if (!decided(posterior, pattern)) {
                System.arraycopy(shares, pattern * classes, posterior, pattern * classes, classes);
            }
        }
        return posterior;
    }

    /// Pixels whose votes have likelihood 0.
    long undecided(double[] posterior) {
        long pixels = 0;
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            pixels += decided(posterior, pattern) ? 0 : patterns.count(pattern);
        }
        return pixels;
    }

    private boolean decided(double[] posterior, int pattern) {
        for (int truth = 0; truth < classes; truth++) {
            if (posterior[pattern * classes + truth] > 0) {
                return true;
            }
        }
        return false;
    }
}
