package consilium.kernel.image;

import java.util.Arrays;

/// How an annotator's labels follow from the truth: `A[i][j]` = P(annotator says `i` | truth is `j`), so columns
/// sum to 1.
public final class ConfusionMatrix {

    private final int classes;
    private final double[] entries;

    /// @param entries row by row, `entries[i * classes + j]` = `A[i][j]`; taken over, not copied
    public ConfusionMatrix(int classes, double[] entries) {
        if (entries.length != classes * classes) {
            throw new IllegalArgumentException(
                    "a confusion matrix of " + classes + " classes has " + classes * classes + " entries, was given "
                            + entries.length);
        }
        for (int truth = 0; truth < classes; truth++) {
            double sum = 0;
            for (int said = 0; said < classes; said++) {
                double entry = entries[said * classes + truth];
                if (!(entry >= 0)) {
                    throw new IllegalArgumentException(
                            "probabilities are at least 0, A[" + said + "][" + truth + "] was " + entry);
                }
                sum += entry;
            }
            if (!(Math.abs(sum - 1) < 1e-6)) {
                throw new IllegalArgumentException("columns sum to 1, column " + truth + " sums to " + sum);
            }
        }
        this.classes = classes;
        this.entries = entries;
    }

    /// An annotator who is always right.
    public static ConfusionMatrix identity(int classes) {
        double[] entries = new double[classes * classes];
        for (int label = 0; label < classes; label++) {
            entries[label * classes + label] = 1;
        }
        return new ConfusionMatrix(classes, entries);
    }

    public int classes() {
        return classes;
    }

    /// P(annotator says `said` | truth is `truth`).
    public double at(int said, int truth) {
        return entries[said * classes + truth];
    }

    /// Row by row, a copy.
    public double[] entries() {
        return entries.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix && Arrays.equals(entries, matrix.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entries);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int said = 0; said < classes; said++) {
            text.append(said == 0 ? "[" : ", ");
            text.append(Arrays.toString(Arrays.copyOfRange(entries, said * classes, (said + 1) * classes)));
        }
        return text.append(']').toString();
    }
}
