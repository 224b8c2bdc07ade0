package consilium.simulate;

import java.util.random.RandomGenerator;

/// A random number at every pixel of an image, each normally distributed with mean 0 and variance 1 and alike to its
/// neighbours': independent normal numbers, smoothed by a Gaussian and brought back to variance 1.
///
/// Smoothing goes along rows, then along columns, over what lies within the image; every sum is divided by the root of
/// the squares of its own weights, so the variance is 1 at the border too.
final class GaussianField {

    /// Standard deviations beyond which a Gaussian's weights are left out.
    private static final int REACH = 4;

    private final int width;
    private final int height;
    private final double[] weights;

    /// @param deviation of the Gaussian in pixels; 0 leaves the numbers independent
    GaussianField(int width, int height, double deviation) {
        this.width = width;
        this.height = height;
        this.weights = new double[1 + (int) Math.ceil(REACH * deviation)];
        weights[0] = 1;
        for (int distance = 1; distance < weights.length; distance++) {
            weights[distance] = StrictMath.exp(-distance * distance / (2 * deviation * deviation));
        }
    }

    /// One per pixel, row by row.
    double[] draw(RandomGenerator random) {
        double[] noise = new double[width * height];
        for (int pixel = 0; pixel < noise.length; pixel++) {
            // 0 would have an infinite quantile.
            noise[pixel] = NormalQuantile.of(Math.max(0x1p-54, random.nextDouble()));
        }
        return smoothed(smoothed(noise, width, 1), height, width);
    }

    /// Along one axis.
    private double[] smoothed(double[] field, int extent, int stride) {
        double[] smoothed = new double[field.length];
        for (int pixel = 0; pixel < field.length; pixel++) {
            int place = pixel / stride % extent;
            double sum = 0;
            double squares = 0;
            int from = Math.max(-place, 1 - weights.length);
            int to = Math.min(extent - 1 - place, weights.length - 1);
            for (int step = from; step <= to; step++) {
                double weight = weights[Math.abs(step)];
                sum += weight * field[pixel + step * stride];
                squares += weight * weight;
            }
            smoothed[pixel] = sum / StrictMath.sqrt(squares);
        }
        return smoothed;
    }
}
