package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/// Normal distributions with independent dimensions.
///
/// @param mean         `[N, dimensions]`
/// @param logDeviation logarithm of the standard deviation `[N, dimensions]`
record Gaussian(NDArray mean, NDArray logDeviation) {

    /// @param moments `[N, 2 * dimensions]`: means, then logarithms of the standard deviations
    static Gaussian of(NDArray moments) {
        NDList halves = moments.split(new long[] {moments.getShape().get(1) / 2}, 1);
        return new Gaussian(halves.get(0), halves.get(1));
    }

    /// @param noise standard normal numbers, `[N or more, dimensions]`
    NDArray at(NDArray noise) {
        return logDeviation.exp().mul(noise).add(mean);
    }

    /// The divergence of this from the other, `KL(this || other)` in nats, the sum over the dimensions and the mean over
    /// `N`.
    NDArray divergence(Gaussian other) {
        NDArray spread = Scalar.times(logDeviation, 2).exp().add(mean.sub(other.mean).square());
        NDArray scaled = Scalar.times(spread.mul(Scalar.times(other.logDeviation, -2).exp()), 0.5f);
        NDArray sum = other.logDeviation.sub(logDeviation).add(scaled).sub(0.5f).sum();
        return Scalar.over(sum, mean.getShape().get(0));
    }
}
