package consilium.fuse;

/// How probable each label is in each pattern, as `[pattern * classes + label]`, and what follows from that.
final class Posterior {

    /// Probabilities that differ by less are equal: their last digits depend on the order of sums.
    static final double TIE = 1e-9;

    private Posterior() {}

    /// The most probable label per pattern; a tie, up to rounding, goes to the smallest.
    static byte[] labels(double[] posterior, int classes) {
        byte[] labels = new byte[posterior.length / classes];
        for (int pattern = 0; pattern < labels.length; pattern++) {
            int best = 0;
            for (int label = 1; label < classes; label++) {
                if (posterior[pattern * classes + label] > posterior[pattern * classes + best] + TIE) {
                    best = label;
                }
            }
            labels[pattern] = (byte) best;
        }
        return labels;
    }

    /// All probability on the most probable label.
    static double[] hardened(double[] posterior, int classes) {
        byte[] labels = labels(posterior, classes);
        double[] hard = new double[posterior.length];
        for (int pattern = 0; pattern < labels.length; pattern++) {
            hard[pattern * classes + (labels[pattern] & 0xff)] = 1;
        }
        return hard;
    }
}
