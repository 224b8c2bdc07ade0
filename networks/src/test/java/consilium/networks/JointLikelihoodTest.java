package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two images of four pixels, three classes, three annotators of whom one is absent in each image; everything again in
/// doubles and plain loops.
class JointLikelihoodTest {

    private static final int IMAGES = 2;
    private static final int ANNOTATORS = 3;
    private static final int CLASSES = 3;
    private static final int PIXELS = 4;
    private static final boolean[][] PRESENT = {{true, false, true}, {true, true, false}};
    private static final int MAPS = 4;

    private final NDManager manager = Cpu.ENGINE.newManager();
    private final Random random = new Random(7);
    private final float[] labels = drawn(IMAGES * CLASSES * PIXELS);
    private final float[] matrices = drawn(IMAGES * ANNOTATORS * CLASSES * CLASSES * PIXELS);
    private final float[] learned = drawn(ANNOTATORS * CLASSES * CLASSES);
    private final float[] first = drawn(ANNOTATORS * CLASSES * CLASSES);
    private final float[] image = drawn(IMAGES * CLASSES * PIXELS);
    private final int[][][] said = said();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void partsAreThoseOfTheFormula() {
        double truth = 0;
        double fitted = 0;
        for (int n = 0; n < IMAGES; n++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                double[] joint = joint(n, pixel);
                double evidence = sum(joint);
                truth -= Math.log(evidence) / IMAGES / PIXELS;
                for (int r = 0; r < ANNOTATORS; r++) {
                    for (int t = 0; PRESENT[n][r] && t < CLASSES; t++) {
                        fitted -= joint[t] / evidence * Math.log(matrix(n, r, said[n][r][pixel], t, pixel)) / MAPS
                                / PIXELS;
                    }
                }
            }
        }

        JointLikelihood.Parts parts = parts(tensor(labels, IMAGES, CLASSES, PIXELS), rates(), matrices(), false);

        assertThat((double) parts.truth().getFloat()).isCloseTo(truth, within(1e-5));
        assertThat((double) parts.matrices().getFloat()).isCloseTo(fitted, within(1e-5));
    }

    /// The gradient of expectation maximisation: what is predicted less the posterior.
    @Test
    void predictedTruthMovesToThePosterior() {
        NDArray tensor = tensor(labels, IMAGES, CLASSES, PIXELS);

        float[] gradient = gradient(tensor, () -> total(parts(tensor, rates(), matrices(), false)));

        for (int n = 0; n < IMAGES; n++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                double[] joint = joint(n, pixel);
                for (int t = 0; t < CLASSES; t++) {
                    double expected = (probability(n, t, pixel) - joint[t] / sum(joint)) / IMAGES / PIXELS;
                    assertThat((double) gradient[(n * CLASSES + t) * PIXELS + pixel]).isCloseTo(expected, within(1e-6));
                }
            }
        }
    }

    @Test
    void ratesFollowFiniteDifferencesUnlessTheyAreHeld() {
        NDArray tensor = tensor(learned, ANNOTATORS, CLASSES, CLASSES);
        NDArray labelTensor = tensor(labels, IMAGES, CLASSES, PIXELS);

        float[] gradient = gradient(tensor, () -> parts(labelTensor, tensor, matrices(), false).truth());

        float step = 2e-2f;
        for (int i = 0; i < learned.length; i++) {
            float kept = learned[i];
            learned[i] = kept + step;
            double above = parts(labelTensor, rates(), matrices(), false).truth().getFloat();
            learned[i] = kept - step;
            double below = parts(labelTensor, rates(), matrices(), false).truth().getFloat();
            learned[i] = kept;
            assertThat((double) gradient[i]).isCloseTo((above - below) / (2 * step), within(2e-4));
        }
        NDArray free = tensor(labels, IMAGES, CLASSES, PIXELS);
        NDArray held = tensor(learned, ANNOTATORS, CLASSES, CLASSES);
        held.setRequiresGradient(true);
        gradient(free, () -> total(parts(free, held, matrices(), true)));
        assertThat(held.getGradient().toFloatArray()).containsOnly(0);
    }

    @Test
    void whatAbsentAnnotatorsWouldSayChangesNothing() {
        NDArray tensor = tensor(labels, IMAGES, CLASSES, PIXELS);
        float before = total(parts(tensor, rates(), matrices(), false)).getFloat();
        said[0][1][2] = (said[0][1][2] + 1) % CLASSES;

        assertThat(total(parts(tensor, rates(), matrices(), false)).getFloat()).isEqualTo(before);
    }

    /// All foretold to say class 0 for certain: however bad their rates, they are believed as at first.
    @Test
    void whereAllAreForetoldToAgreeTheyAreBelievedAsAtFirst() {
        for (int n = 0; n < IMAGES; n++) {
            for (int r = 0; r < ANNOTATORS; r++) {
                for (int t = 0; t < CLASSES; t++) {
                    for (int pixel = 0; pixel < PIXELS; pixel++) {
                        matrices[matrixIndex(n, r, 0, t, pixel)] = 60;
                    }
                }
            }
        }
        NDArray tensor = tensor(labels, IMAGES, CLASSES, PIXELS);
        double asLearned = parts(tensor, rates(), matrices(), false).truth().getFloat();
        System.arraycopy(first, 0, learned, 0, first.length);

        assertThat(asLearned)
                .isCloseTo(parts(tensor, rates(), matrices(), false).truth().getFloat(), within(1e-4));
    }

    private double[] joint(int n, int pixel) {
        double agreed = 0;
        for (int say = 0; say < CLASSES; say++) {
            double all = 1;
            for (int r = 0; r < ANNOTATORS; r++) {
                double foretold = 0;
                for (int t = 0; t < CLASSES; t++) {
                    foretold += matrix(n, r, say, t, pixel) * probability(n, t, pixel);
                }
                all *= foretold;
            }
            agreed += all;
        }
        double[] joint = new double[CLASSES];
        for (int t = 0; t < CLASSES; t++) {
            double log = Math.log(probability(n, t, pixel)) + image[(n * CLASSES + t) * PIXELS + pixel];
            for (int r = 0; r < ANNOTATORS; r++) {
                if (PRESENT[n][r]) {
                    log += (1 - agreed) * Math.log(rate(learned, r, said[n][r][pixel], t))
                            + agreed * Math.log(rate(first, r, said[n][r][pixel], t));
                }
            }
            joint[t] = Math.exp(log);
        }
        return joint;
    }

    private double probability(int n, int t, int pixel) {
        double sum = 0;
        for (int label = 0; label < CLASSES; label++) {
            sum += Math.exp(labels[(n * CLASSES + label) * PIXELS + pixel]);
        }
        return Math.exp(labels[(n * CLASSES + t) * PIXELS + pixel]) / sum;
    }

    private double matrix(int n, int r, int say, int t, int pixel) {
        double sum = 0;
        for (int other = 0; other < CLASSES; other++) {
            sum += Math.exp(matrices[matrixIndex(n, r, other, t, pixel)]);
        }
        return Math.exp(matrices[matrixIndex(n, r, say, t, pixel)]) / sum;
    }

    private static double rate(float[] logits, int r, int say, int t) {
        double sum = 0;
        for (int other = 0; other < CLASSES; other++) {
            sum += Math.exp(logits[(r * CLASSES + other) * CLASSES + t]);
        }
        return Math.exp(logits[(r * CLASSES + say) * CLASSES + t]) / sum;
    }

    private static int matrixIndex(int n, int r, int say, int t, int pixel) {
        return (((n * ANNOTATORS + r) * CLASSES + say) * CLASSES + t) * PIXELS + pixel;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private interface Computed {
        NDArray value();
    }

    private float[] gradient(NDArray of, Computed computed) {
        return Cpu.ENGINE.alone(() -> {
            of.setRequiresGradient(true);
            try (var collector = manager.getEngine().newGradientCollector()) {
                collector.backward(computed.value());
            }
            return of.getGradient().toFloatArray();
        });
    }

    private static NDArray total(JointLikelihood.Parts parts) {
        return parts.truth().add(parts.matrices());
    }

    private JointLikelihood.Parts parts(NDArray labelLogits, NDArray rateLogits, NDArray matrixLogits, boolean held) {
        float[] one = new float[IMAGES * ANNOTATORS * CLASSES * PIXELS];
        float[] share = new float[IMAGES * ANNOTATORS];
        for (int map = 0; map < share.length; map++) {
            for (int pixel = 0; PRESENT[map / ANNOTATORS][map % ANNOTATORS] && pixel < PIXELS; pixel++) {
                one[(map * CLASSES + said[map / ANNOTATORS][map % ANNOTATORS][pixel]) * PIXELS + pixel] = 1;
                share[map] = 1f / MAPS;
            }
        }
        return JointLikelihood.of(
                labelLogits,
                new RatedMatrices(
                        new FullMatrices(matrixLogits), rateLogits, tensor(first, ANNOTATORS, CLASSES, CLASSES), 0),
                tensor(one, IMAGES, ANNOTATORS, CLASSES, 1, PIXELS),
                tensor(share, IMAGES, ANNOTATORS, 1, 1),
                tensor(image, IMAGES, CLASSES, PIXELS),
                held);
    }

    private NDArray rates() {
        return tensor(learned, ANNOTATORS, CLASSES, CLASSES);
    }

    private NDArray matrices() {
        return tensor(matrices, IMAGES, ANNOTATORS, CLASSES, CLASSES, PIXELS);
    }

    private NDArray tensor(float[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    private float[] drawn(int count) {
        return Drawn.numbers(random, count);
    }

    private int[][][] said() {
        return Drawn.labels(random, IMAGES, ANNOTATORS, PIXELS, CLASSES);
    }
}
