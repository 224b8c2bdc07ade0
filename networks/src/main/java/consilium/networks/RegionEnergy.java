package consilium.networks;

import ai.djl.ndarray.NDArray;
import consilium.kernel.spec.MethodSpec.JointEstimation.ImageTrust;

/// How far every pixel's intensity lies from the mean of every class: the fitting terms of Chan and Vese (2001,
/// doi:10.1109/83.902291), with probabilities in place of their two regions, and any number of classes and channels.
final class RegionEnergy {

    /// Keeps an image of one intensity, and a class of no pixels, from being divided by 0.
    private static final float LEAST = 1e-6f;

    /// The least variance that is believed of an image's regions, where the whole image has 1.
    private static final float LEAST_VARIANCE = 1e-2f;

    private RegionEnergy() {}

    /// Log-likelihood of every pixel's intensity under every class, up to what the classes share: a normal distribution
    /// about the class's mean, `-(I - m_c)^2 / (2 s^2)`. Means and variance are the image's own, those that the
    /// probabilities give; `s^2` is one for all classes, so that in an image whose regions are of no one intensity the
    /// intensity says little. Of several channels it is the mean, not the sum: they are seldom independent. Gradients
    /// do not flow through it.
    ///
    /// A small bright object leaves most of the variance to what lies about it, and yet any other bright thing is as near
    /// to its mean as it is itself. So an image that is trusted as far as it is explained has its likelihood taken to the
    /// power `1 - s^2`: the share of its variance that its regions explain, 0 to 1, the square of the correlation ratio.
    ///
    /// Means are sums, not the library's matrix product: its sums depend on where arguments lie in memory, and a training
    /// that is resumed would go on otherwise.
    ///
    /// @param probabilities `[N, classes, pixels]`
    /// @param images        `[N, channels, pixels]`, of any scale: every channel of every image is brought to variance 1
    /// @param trust         how much of its likelihood each image has
    /// @return `[N, classes, pixels]`
    static NDArray logLikelihood(NDArray probabilities, NDArray images, ImageTrust trust) {
        NDArray given = probabilities.stopGradient();
        NDArray distances = squaredDistances(given, standardised(images));
        NDArray variance = given.mul(distances).sum(new int[] {1}, true).mean(new int[] {2}, true);
        NDArray energy = distances.div(variance.add(LEAST_VARIANCE));
        NDArray trusted = switch (trust) {
            case EXPLAINED -> energy.mul(explained(variance));
            case FULLY -> energy;
        };
        return Scalar.times(trusted, -0.5f);
    }

    /// What is left of 1, and no less than nothing where rounding would have it so.
    private static NDArray explained(NDArray variance) {
        return Scalar.atLeast(Scalar.times(variance, -1f).add(1f), 0f);
    }

    /// From every pixel to every class's mean, the mean over channels: `[N, classes, pixels]`. Sums of products, not matrix
    /// products: what those come to depends on where in memory their operands lie.
    private static NDArray squaredDistances(NDArray probabilities, NDArray images) {
        NDArray mass = probabilities.sum(new int[] {2}, true).add(LEAST).expandDims(3);
        NDArray intensities = images.expandDims(1);
        NDArray means = probabilities.expandDims(2).mul(intensities).sum(new int[] {3}, true).div(mass);
        return intensities.sub(means).square().mean(new int[] {2});
    }

    /// Every channel of every image at mean 0 and variance 1.
    private static NDArray standardised(NDArray images) {
        NDArray centred = images.sub(images.mean(new int[] {2}, true));
        NDArray variance = centred.square().mean(new int[] {2}, true);
        return centred.div(variance.add(LEAST).sqrt());
    }
}
