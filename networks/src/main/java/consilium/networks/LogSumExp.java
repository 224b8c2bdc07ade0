package consilium.networks;

import ai.djl.ndarray.NDArray;

/// `log sum exp` along an axis, which no probability, however small, turns into an infinity: the greatest is taken out
/// first.
final class LogSumExp {

    private LogSumExp() {}

    /// The axis is kept, with one entry.
    static NDArray of(NDArray logs, int axis) {
        NDArray greatest = logs.stopGradient().max(new int[] {axis}, true);
        return logs.sub(greatest).exp().sum(new int[] {axis}, true).log().add(greatest);
    }
}
