package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import consilium.kernel.spec.MethodSpec.JointEstimation.ImageTrust;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegionEnergyTest {

    private final NDManager manager = Cpu.ENGINE.newManager();

    @AfterEach
    void free() {
        manager.close();
    }

    /// Two dark pixels and two bright ones are at -1 and 1 of their own scale, whatever their unit. Told apart, each
    /// class has its own mean and no variance is left: the other mean is 2 away, 4 / (2 * 0.01) of what is believed.
    @Test
    void pixelsBelongWhereTheirIntensityIs() {
        float[] log = logLikelihood(new float[] {1, 1, 0, 0, 0, 0, 1, 1}, 2, new float[] {50, 50, 90, 90}, 1);

        assertThat(log).containsExactly(new float[] {0, 0, -200, -200, -200, -200, 0, 0}, within(0.01f));
    }

    /// Two bright pixels in ten, of which one is the object: on their own scale they are at 2 and the dark ones at -1/2.
    /// The object's mean is 2 and that of the rest (2 - 8 / 2) / 9 = -2/9, so of the variance, 1, the regions explain
    /// 1/10 * 4 + 9/10 * 4/81 = 4/9, and 5/9 is left.
    @Test
    void imageIsTrustedAsFarAsItsRegionsExplainIt() {
        float[] p = {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        float[] image = {9, 9, 4, 4, 4, 4, 4, 4, 4, 4};

        float[] log = logLikelihood(p, 2, image, 1, 10, ImageTrust.EXPLAINED);

        double trusted = 4 / 9d / (2 * (5 / 9d + 0.01));
        assertThat((double) log[0]).isCloseTo(-trusted * 400 / 81, within(1e-4));
        assertThat((double) log[2]).isCloseTo(-trusted * 25 / 324, within(1e-4));
        assertThat((double) log[10]).isCloseTo(0, within(1e-4));
        assertThat((double) log[12]).isCloseTo(-trusted * 25 / 4, within(1e-4));
    }

    @Test
    void imageWhoseRegionsExplainNothingIsNotTrusted() {
        float[] p = {1, 0, 1, 0, 0, 1, 0, 1};

        float[] log = logLikelihood(p, 2, new float[] {50, 50, 90, 90}, 1, 4, ImageTrust.EXPLAINED);

        assertThat(log).containsExactly(new float[8], within(1e-5f));
    }

    @Test
    void classesThatAreGuessedSayNothing() {
        float[] even = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};

        float[] log = logLikelihood(even, 2, new float[] {50, 50, 90, 90}, 1);

        for (int pixel = 0; pixel < 4; pixel++) {
            assertThat(log[pixel]).isCloseTo(log[4 + pixel], within(1e-4f));
        }
    }

    @Test
    void imageOfOneIntensitySaysNothing() {
        float[] log = logLikelihood(new float[] {1, 1, 0, 0, 0, 0, 1, 1}, 2, new float[] {7, 7, 7, 7}, 1);

        assertThat(log).containsExactly(new float[8], within(1e-3f));
    }

    @Test
    void classThatIsNowhereIsNoNumberOfItsOwn() {
        assertThat(logLikelihood(new float[] {1, 1, 1, 1, 0, 0, 0, 0}, 2, new float[] {1, 2, 3, 4}, 1))
                .doesNotContain(Float.NaN, Float.NEGATIVE_INFINITY);
    }

    /// Written from the definition, in doubles and plain loops.
    @ParameterizedTest
    @EnumSource
    void severalChannelsAndClassesAreAsDefined(ImageTrust trust) {
        int classes = 3;
        int channels = 2;
        int pixels = 5;
        Random random = new Random(4);
        float[] images = new float[2 * channels * pixels];
        for (int i = 0; i < images.length; i++) {
            images[i] = 3 + 2 * random.nextFloat();
        }
        float[] p = new float[2 * classes * pixels];
        for (int image = 0; image < 2; image++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                float first = random.nextFloat() / 2;
                float second = random.nextFloat() / 2;
                p[(image * classes) * pixels + pixel] = first;
                p[(image * classes + 1) * pixels + pixel] = second;
                p[(image * classes + 2) * pixels + pixel] = 1 - first - second;
            }
        }

        float[] log = logLikelihood(p, classes, images, channels, pixels, trust);

        for (int image = 0; image < 2; image++) {
            double[][] distance = new double[classes][pixels];
            double variance = 0;
            for (int channel = 0; channel < channels; channel++) {
                double[] standard = standardised(images, (image * channels + channel) * pixels, pixels);
                for (int label = 0; label < classes; label++) {
                    double mass = 0;
                    double mean = 0;
                    for (int pixel = 0; pixel < pixels; pixel++) {
                        double probability = p[(image * classes + label) * pixels + pixel];
                        mass += probability;
                        mean += probability * standard[pixel];
                    }
                    for (int pixel = 0; pixel < pixels; pixel++) {
                        double difference = standard[pixel] - mean / mass;
                        distance[label][pixel] += difference * difference / channels;
                        variance += p[(image * classes + label) * pixels + pixel] * difference * difference / channels
                                / pixels;
                    }
                }
            }
            double power = trust == ImageTrust.EXPLAINED ? 1 - variance : 1;
            for (int label = 0; label < classes; label++) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    assertThat((double) log[(image * classes + label) * pixels + pixel])
                            .isCloseTo(-power * distance[label][pixel] / 2 / (variance + 0.01), within(1e-4));
                }
            }
        }
    }

    private static double[] standardised(float[] values, int from, int count) {
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += values[from + i] / (double) count;
        }
        double variance = 0;
        for (int i = 0; i < count; i++) {
            variance += (values[from + i] - mean) * (values[from + i] - mean) / count;
        }
        double[] standard = new double[count];
        for (int i = 0; i < count; i++) {
            standard[i] = (values[from + i] - mean) / Math.sqrt(variance);
        }
        return standard;
    }

    private float[] logLikelihood(float[] p, int classes, float[] images, int channels) {
        return logLikelihood(p, classes, images, channels, images.length / channels, ImageTrust.FULLY);
    }

    private float[] logLikelihood(
            float[] p, int classes, float[] images, int channels, int pixels, ImageTrust trust) {
        int all = p.length / classes / pixels;
        NDArray log = RegionEnergy.logLikelihood(
                manager.create(p, new Shape(all, classes, pixels)),
                manager.create(images, new Shape(all, channels, pixels)),
                trust);
        return log.toFloatArray();
    }
}
