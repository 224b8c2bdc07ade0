package consilium.simulate;

import consilium.kernel.image.LabelMap;
import java.util.Arrays;

/// To a grid four times finer and back, smoothly, so that shapes can be changed by less than a pixel.
///
/// Up is cubic interpolation followed by a Gaussian, down a Gaussian read at the coarse pixels' centres; both have a
/// standard deviation of a third of a coarse pixel, and what lies above one half is inside. At the image's edge
/// pixels repeat in reverse.
///
/// Source: the image pyramids that Morpho-MNIST stands on (Castro et al., JMLR 20, 2019); cubic convolution after
/// Keys, IEEE TASSP 29(6), 1981.
final class Resampling {

    /// Fine pixels per pixel, along each axis.
    static final int FACTOR = 4;

    private static final double SIGMA = FACTOR / 3.0;
    private static final int REACH = 5;
    /// Coarse pixels to either side that one fine pixel depends on.
    private static final int COARSE_REACH = 4;
    private static final double INSIDE = 0.5;

    /// Per phase of a fine pixel within its pixel, the weights of the pixels around.
    private static final double[][] UP = up();
    /// The weights of the fine pixels from `-REACH` before a pixel's own to `REACH` behind them.
    private static final double[] DOWN = down();

    private Resampling() {}

    static Mask enlarge(LabelMap map) {
        int width = map.width() * FACTOR;
        int height = map.height() * FACTOR;
        double[] wide = new double[width * map.height()];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int tap = -COARSE_REACH; tap <= COARSE_REACH; tap++) {
                    boolean inside = map.at(reflect(x / FACTOR + tap, map.width()), y) != 0;
                    sum += inside ? UP[x % FACTOR][tap + COARSE_REACH] : 0;
                }
                wide[y * width + x] = sum;
            }
        }
        boolean[] fine = new boolean[width * height];
        double[] row = new double[width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(row, 0);
            for (int tap = -COARSE_REACH; tap <= COARSE_REACH; tap++) {
                int from = reflect(y / FACTOR + tap, map.height()) * width;
                add(wide, from, UP[y % FACTOR][tap + COARSE_REACH], row);
            }
            above(row, fine, y * width);
        }
        return new Mask(width, height, fine);
    }

    /// A label map with 1 inside.
    static LabelMap reduce(Mask fine) {
        int width = fine.width() / FACTOR;
        int height = fine.height() / FACTOR;
        double[] narrow = new double[width * fine.height()];
        for (int y = 0; y < fine.height(); y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int tap = 0; tap < DOWN.length; tap++) {
                    boolean inside = fine.at(reflect(x * FACTOR + tap - REACH, fine.width()), y);
                    sum += inside ? DOWN[tap] : 0;
                }
                narrow[y * width + x] = sum;
            }
        }
        byte[] labels = new byte[width * height];
        double[] row = new double[width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(row, 0);
            for (int tap = 0; tap < DOWN.length; tap++) {
                add(narrow, reflect(y * FACTOR + tap - REACH, fine.height()) * width, DOWN[tap], row);
            }
            for (int x = 0; x < width; x++) {
                labels[y * width + x] = (byte) (row[x] > INSIDE ? 1 : 0);
            }
        }
        return new LabelMap(width, height, labels);
    }

    private static void add(double[] rows, int from, double weight, double[] sum) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] += weight * rows[from + x];
        }
    }

    private static void above(double[] row, boolean[] fine, int from) {
        for (int x = 0; x < row.length; x++) {
            fine[from + x] = row[x] > INSIDE;
        }
    }

    /// The pixel that stands at `index` when the `size` pixels are repeated in reverse beyond either end.
    private static int reflect(int index, int size) {
        int within = Math.floorMod(index, 2 * size);
        return within < size ? within : 2 * size - 1 - within;
    }

    private static double[][] up() {
        double[][] weights = new double[FACTOR][2 * COARSE_REACH + 1];
        for (int phase = 0; phase < FACTOR; phase++) {
            for (int offset = -REACH; offset <= REACH; offset++) {
                double position = (phase + offset + 0.5) / FACTOR - 0.5;
                for (int tap = -COARSE_REACH; tap <= COARSE_REACH; tap++) {
                    weights[phase][tap + COARSE_REACH] += gaussian(offset) * cubic(position - tap);
                }
            }
            scale(weights[phase]);
        }
        return weights;
    }

    private static double[] down() {
        double centre = REACH + (FACTOR - 1) / 2.0;
        double[] weights = new double[FACTOR + 2 * REACH];
        for (int tap = 0; tap < weights.length; tap++) {
            weights[tap] = gaussian(tap - centre);
        }
        scale(weights);
        return weights;
    }

    private static double gaussian(double distance) {
        return StrictMath.exp(-distance * distance / (2 * SIGMA * SIGMA));
    }

    /// Keys' kernel with slope -1/2.
    private static double cubic(double distance) {
        double d = Math.abs(distance);
        if (d < 1) {
            return (1.5 * d - 2.5) * d * d + 1;
        }
        return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }

    private static void scale(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int tap = 0; tap < weights.length; tap++) {
            weights[tap] /= sum;
        }
    }
}
