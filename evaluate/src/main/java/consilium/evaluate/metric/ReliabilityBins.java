package consilium.evaluate.metric;

import java.util.OptionalDouble;

/// How often what is said with some probability comes true: events gathered into bins of equal width by their
/// probability.
///
/// A bin is open below and closed above, `(l, u]`, so an event of probability 0 falls into none; it counts among the
/// events all the same. Source: Guo et al., On Calibration of Modern Neural Networks, ICML 2017; the binning is that of
/// MetricsReloaded.
public final class ReliabilityBins {

    private final long[] events;
    private final long[] happened;
    private final double[] probability;
    private long all;

    /// @param bins at least 1; 10 is usual
    public ReliabilityBins(int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("there is at least 1 bin, was " + bins);
        }
        this.events = new long[bins];
        this.happened = new long[bins];
        this.probability = new double[bins];
    }

    /// @param said in 0 to 1
    /// @param came whether it came true
    public void add(double said, boolean came) {
        all++;
        if (said > 0) {
            int bin = bin(said);
            events[bin]++;
            happened[bin] += came ? 1 : 0;
            probability[bin] += said;
        }
    }

    /// Everything that was gathered there, too.
    public void addAll(ReliabilityBins others) {
        all += others.all;
        for (int bin = 0; bin < events.length; bin++) {
            events[bin] += others.events[bin];
            happened[bin] += others.happened[bin];
            probability[bin] += others.probability[bin];
        }
    }

    /// ECE: the gap between mean probability and share that came true, mean over the bins weighted by their events.
    public OptionalDouble expectedError() {
        if (all == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int bin = 0; bin < events.length; bin++) {
            sum += Math.abs(happened[bin] - probability[bin]);
        }
        return OptionalDouble.of(sum / all);
    }

    /// MCE: the largest gap of a bin that has events.
    public OptionalDouble largestError() {
        if (all == 0) {
            return OptionalDouble.empty();
        }
        double largest = 0;
        for (int bin = 0; bin < events.length; bin++) {
            if (events[bin] > 0) {
                largest = Math.max(largest, Math.abs(happened[bin] - probability[bin]) / events[bin]);
            }
        }
        return OptionalDouble.of(largest);
    }

    /// Rounding may put the product on the wrong side of a bin's edge; the edges themselves are `bin / bins`.
    private int bin(double said) {
        int bins = events.length;
        int bin = Math.min(bins, (int) Math.ceil(said * bins)) - 1;
        if (bin > 0 && said <= (double) bin / bins) {
            return bin - 1;
        }
        return bin < bins - 1 && said > (bin + 1.0) / bins ? bin + 1 : bin;
    }
}
