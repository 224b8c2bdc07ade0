package consilium.evaluate.metric;

/// Quantiles of sorted numbers, by linear interpolation between the closest ranks: the rank of the `q`-quantile of `n`
/// numbers is `(n - 1) q`, counted from 0. NumPy's default, and definition 7 of Hyndman and Fan, The American
/// Statistician 50(4), 1996.
public final class Quantile {

    private Quantile() {}

    /// @param sorted ascending, at least one number
    /// @param share  in 0 to 1: 0.5 for the median
    public static double of(double[] sorted, double share) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("a quantile needs at least one number");
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a quantile's share lies in 0 to 1, was " + share);
        }
        double rank = (sorted.length - 1) * share;
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
    }
}
