package consilium.ingest.prepare;

import consilium.kernel.image.LabelMap;
import java.util.Optional;

/// The same field of view in another number of pixels.
///
/// Pixel centres lie at half-integers: centre `x` of the new image lies at `(x + 0.5) * old / new - 0.5` of the old, and
/// beyond the outermost centre the border's value holds. Images are interpolated between the four pixels around, without
/// smoothing before; a label is that of the pixel in which the centre lies.
final class Resampling {

    private final int width;
    private final int height;

    Resampling(int width, int height) {
        this.width = width;
        this.height = height;
    }

    Sample of(Sample sample) {
        return sample.image().width() == width && sample.image().height() == height
                ? sample
                : sample.with(of(sample.image()), this::of);
    }

    private Image of(Image image) {
        Weights across = new Weights(image.width(), width);
        Weights down = new Weights(image.height(), height);
        float[] values = new float[image.channels() * height * width];
        int index = 0;
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double above = across.between(
                            image.at(channel, across.low[x], down.low[y]),
                            image.at(channel, across.high[x], down.low[y]), x);
                    double below = across.between(
                            image.at(channel, across.low[x], down.high[y]),
                            image.at(channel, across.high[x], down.high[y]), x);
                    values[index++] = (float) down.between(above, below, y);
                }
            }
        }
        return new Image(image.channels(), height, width, values, spacing(image));
    }

    private LabelMap of(LabelMap map) {
        return LabelMap.generate(width, height, pixel -> map.at(
                nearest(pixel % width, map.width(), width), nearest(pixel / width, map.height(), height)));
    }

    private Optional<Spacing> spacing(Image image) {
        return image.spacing()
                .map(old -> new Spacing(old.x() * image.width() / width, old.y() * image.height() / height));
    }

    /// In whole numbers, so that no rounding decides.
    private static int nearest(int index, int old, int now) {
        return (int) ((2L * index + 1) * old / (2L * now));
    }

    /// The two old pixels around each new one, along one axis, and the share of the second.
    private static final class Weights {

        private final int[] low;
        private final int[] high;
        private final double[] share;

        Weights(int old, int now) {
            low = new int[now];
            high = new int[now];
            share = new double[now];
            for (int index = 0; index < now; index++) {
                double at = Math.clamp((index + 0.5) * old / now - 0.5, 0, old - 1);
                low[index] = (int) at;
                high[index] = Math.min(low[index] + 1, old - 1);
                share[index] = at - low[index];
            }
        }

        double between(double first, double second, int index) {
            return first + share[index] * (second - first);
        }
    }
}
