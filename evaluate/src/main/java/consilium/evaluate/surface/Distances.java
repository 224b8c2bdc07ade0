package consilium.evaluate.surface;

import consilium.evaluate.metric.Quantile;
import java.util.Arrays;

/// Distances from the pixels of one surface to the nearest of another, ascending.
///
/// From an empty surface there are none, and asking for the largest, a percentile or the mean is a mistake. To an empty
/// surface they are infinite.
public final class Distances {

    private final double[] sorted;

    private Distances(double[] sorted) {
        this.sorted = sorted;
    }

    static Distances of(double[] distances) {
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        return new Distances(sorted);
    }

    /// These and those together.
    Distances and(Distances others) {
        double[] all = Arrays.copyOf(sorted, sorted.length + others.sorted.length);
        System.arraycopy(others.sorted, 0, all, sorted.length, others.sorted.length);
        return of(all);
    }

    /// How many: the pixels of the surface.
    public int count() {
        return sorted.length;
    }

    /// The largest: the directed Hausdorff distance.
    public double largest() {
        return percentile(100);
    }

    /// By linear interpolation between the closest ranks.
    ///
    /// @param percent in 0 to 100
    public double percentile(double percent) {
        return Quantile.of(sorted, percent / 100);
    }

    /// The directed average surface distance.
    public double mean() {
        if (sorted.length == 0) {
            throw new IllegalStateException("there are no distances from an empty surface");
        }
        double sum = 0;
        for (double distance : sorted) {
            sum += distance;
        }
        return sum / sorted.length;
    }

    /// How many are at most the tolerance.
    public int within(double tolerance) {
        int count = 0;
        while (count < sorted.length && sorted[count] <= tolerance) {
            count++;
        }
        return count;
    }
}
