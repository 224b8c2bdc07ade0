package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossesTest {

    private static final int IMAGES = 2;
    private static final int ANNOTATORS = 3;
    private static final int CLASSES = 3;
    private static final int PIXELS = 4;
    private static final float CERTAIN = 60;

    private final NDManager manager = Cpu.ENGINE.newManager();
    private final Random random = new Random(7);
    private final float[] labels = logits(IMAGES * CLASSES * PIXELS);
    private final float[] matrices = logits(IMAGES * ANNOTATORS * CLASSES * CLASSES * PIXELS);
    private final int[][][] said = said();
    private final boolean[][] present = {{true, false, true}, {true, true, false}};

    @AfterEach
    void free() {
        manager.close();
    }

    /// Written from eq. 3 and 4, in doubles and plain loops.
    @Test
    void partsAreThoseOfTheEquations() {
        double likelihood = 0;
        double trace = 0;
        int maps = 0;
        for (int image = 0; image < IMAGES; image++) {
            for (int annotator = 0; annotator < ANNOTATORS; annotator++) {
                if (present[image][annotator]) {
                    maps++;
                    for (int pixel = 0; pixel < PIXELS; pixel++) {
                        double[][] confusion = confusion(image, annotator, pixel);
                        double[] p = probabilities(image, pixel);
                        double probability = 0;
                        for (int truth = 0; truth < CLASSES; truth++) {
                            probability += confusion[said[image][annotator][pixel]][truth] * p[truth];
                            trace += confusion[truth][truth];
                        }
                        likelihood -= Math.log(probability);
                    }
                }
            }
        }

        Loss loss = loss(labels, matrices);

        assertThat(loss.likelihood()).isCloseTo(likelihood / maps / PIXELS, within(1e-5));
        assertThat(loss.trace()).isCloseTo(trace / maps / PIXELS, within(1e-5));
        assertThat(loss.trace()).isBetween(0.0, (double) CLASSES);
    }

    @Test
    void identicalMatricesGivePlainCrossEntropy() {
        float[] identity = identity();
        for (int image = 0; image < IMAGES; image++) {
            present[image][0] = true;
            present[image][1] = false;
            present[image][2] = false;
        }
        float[] target = new float[labels.length];
        eachPixel((image, pixel) -> target[(image * CLASSES + said[image][0][pixel]) * PIXELS + pixel] = 1);

        double cross = Losses.crossEntropy(
                tensor(labels, IMAGES, CLASSES, PIXELS), tensor(target, IMAGES, CLASSES, PIXELS))
                .getFloat();
        Loss noisy = loss(labels, identity);

        assertThat(noisy.likelihood()).isCloseTo(cross, within(1e-6));
        assertThat(noisy.trace()).isCloseTo(CLASSES, within(1e-6));
    }

    @Test
    void whatIsExplainedPerfectlyCostsNothing() {
        float[] certain = new float[labels.length];
        eachPixel((image, pixel) -> {
            for (int annotator = 1; annotator < ANNOTATORS; annotator++) {
                said[image][annotator][pixel] = said[image][0][pixel];
            }
            certain[(image * CLASSES + said[image][0][pixel]) * PIXELS + pixel] = CERTAIN;
        });

        assertThat(loss(certain, identity()).likelihood()).isCloseTo(0, within(1e-6));
    }

    @Test
    void whatIsThoughtImpossibleCostsMuchButNotInfinitelyMuch() {
        float[] wrong = new float[labels.length];
        eachPixel((image, pixel) -> wrong[(image * CLASSES + (said[image][0][pixel] + 1) % CLASSES) * PIXELS + pixel] =
                500);

        assertThat(loss(wrong, identity()).likelihood()).isBetween(1.0, 1000.0);
    }

    /// The classes are not identified by the data term: only the warm-up ties them to their names.
    @Test
    void exchangedClassesAndColumnsExplainTheLabelsAsWell() {
        int[] other = {2, 0, 1};
        float[] renamed = new float[labels.length];
        float[] recolumned = new float[matrices.length];
        eachPixel((image, pixel) -> {
            for (int truth = 0; truth < CLASSES; truth++) {
                renamed[(image * CLASSES + other[truth]) * PIXELS + pixel] =
                        labels[(image * CLASSES + truth) * PIXELS + pixel];
                for (int annotator = 0; annotator < ANNOTATORS; annotator++) {
                    for (int say = 0; say < CLASSES; say++) {
                        recolumned[index(image, annotator, say, other[truth], pixel)] =
                                matrices[index(image, annotator, say, truth, pixel)];
                    }
                }
            }
        });

        assertThat(loss(renamed, recolumned).likelihood())
                .isCloseTo(loss(labels, matrices).likelihood(), within(1e-6));
    }

    @Test
    void whatAbsentAnnotatorsWouldSayChangesNothing() {
        Loss before = loss(labels, matrices);
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            said[0][1][pixel] = (said[0][1][pixel] + 1) % CLASSES;
            matrices[index(0, 1, 0, 0, pixel)] += 3;
        }

        assertThat(loss(labels, matrices)).isEqualTo(before);
    }

    @Test
    void gradientIsThatOfFiniteDifferences() {
        double traceWeight = 0.3;
        NDArray labelTensor = tensor(labels, IMAGES, CLASSES, PIXELS);
        NDArray matrixTensor = tensor(matrices, IMAGES, ANNOTATORS, CLASSES, CLASSES, PIXELS);
        float[][] gradients = Cpu.ENGINE.alone(() -> {
            labelTensor.setRequiresGradient(true);
            matrixTensor.setRequiresGradient(true);
            try (var collector = manager.getEngine().newGradientCollector()) {
                Losses.Parts parts = parts(labelTensor, matrixTensor);
                collector.backward(parts.likelihood().add(parts.trace().orElseThrow().mul((float) traceWeight)));
            }
            return new float[][] {
                    labelTensor.getGradient().toFloatArray(),
                    matrixTensor.getGradient().toFloatArray()
            };
        });

        assertGradient(gradients[0], labels, () -> total(traceWeight));
        assertGradient(gradients[1], matrices, () -> total(traceWeight));
    }

    /// Written from the released code's formula, in doubles and plain loops: probabilities through a second softmax.
    @Test
    void releasedDataTermTakesProbabilitiesForLogits() {
        double sum = 0;
        int maps = 0;
        for (int image = 0; image < IMAGES; image++) {
            for (int annotator = 0; annotator < ANNOTATORS; annotator++) {
                maps += present[image][annotator] ? 1 : 0;
                for (int pixel = 0; present[image][annotator] && pixel < PIXELS; pixel++) {
                    double[][] confusion = confusion(image, annotator, pixel);
                    double[] p = probabilities(image, pixel);
                    double normaliser = 0;
                    double[] foretold = new double[CLASSES];
                    for (int say = 0; say < CLASSES; say++) {
                        for (int truth = 0; truth < CLASSES; truth++) {
                            foretold[say] += confusion[say][truth] * p[truth];
                        }
                        normaliser += Math.exp(foretold[say]);
                    }
                    sum += Math.log(normaliser) - foretold[said[image][annotator][pixel]];
                }
            }
        }

        assertThat(released(labels, matrices)).isCloseTo(sum / maps / PIXELS, within(1e-5));
    }

    /// Three classes: `log(1 + 2 / e)`.
    @Test
    void releasedDataTermNeverFallsToNothing() {
        float[] certain = new float[labels.length];
        eachPixel((image, pixel) -> {
            for (int annotator = 1; annotator < ANNOTATORS; annotator++) {
                said[image][annotator][pixel] = said[image][0][pixel];
            }
            certain[(image * CLASSES + said[image][0][pixel]) * PIXELS + pixel] = CERTAIN;
        });

        assertThat(released(certain, identity())).isCloseTo(Math.log(1 + 2 / Math.E), within(1e-6));
    }

    @Test
    void gradientOfTheReleasedDataTermIsThatOfFiniteDifferences() {
        NDArray labelTensor = tensor(labels, IMAGES, CLASSES, PIXELS);
        float[] gradient = Cpu.ENGINE.alone(() -> {
            labelTensor.setRequiresGradient(true);
            try (var collector = manager.getEngine().newGradientCollector()) {
                collector.backward(asReleased(labelTensor, matrixTensor()).likelihood());
            }
            return labelTensor.getGradient().toFloatArray();
        });

        assertGradient(gradient, labels, () -> released(labels, matrices));
    }

    /// Two thirds of what an annotator says is known where the truth is missed: the other columns are uniform.
    @Test
    void knownMatricesLeaveOnlyTheTruthToLearn() {
        int[][] truth = {{0, 1, 2, 0}, {1, 1, 0, 2}};
        double sum = 0;
        int maps = 0;
        for (int image = 0; image < IMAGES; image++) {
            for (int annotator = 0; annotator < ANNOTATORS; annotator++) {
                maps += present[image][annotator] ? 1 : 0;
                for (int pixel = 0; present[image][annotator] && pixel < PIXELS; pixel++) {
                    int right = truth[image][pixel];
                    double p = probabilities(image, pixel)[right];
                    sum -= Math.log(p + (1 - p) / CLASSES);
                    sum -= Math.log(confusion(image, annotator, pixel)[said[image][annotator][pixel]][right]);
                }
            }
        }
        float[] one = new float[IMAGES * CLASSES * PIXELS];
        eachPixel((image, pixel) -> one[(image * CLASSES + truth[image][pixel]) * PIXELS + pixel] = 1);

        Losses.Parts parts = Losses.known(
                tensor(labels, IMAGES, CLASSES, PIXELS), new FullMatrices(matrixTensor()), said(one()), share(),
                tensor(one, IMAGES, 1, CLASSES, PIXELS));

        assertThat((double) parts.likelihood().getFloat()).isCloseTo(sum / maps / PIXELS, within(1e-5));
    }

    private static void assertGradient(float[] gradient, float[] at, DoubleSupplier loss) {
        float step = 2e-2f;
        for (int i = 0; i < at.length; i++) {
            float kept = at[i];
            at[i] = kept + step;
            double above = loss.getAsDouble();
            at[i] = kept - step;
            double below = loss.getAsDouble();
            at[i] = kept;
            assertThat((double) gradient[i]).isCloseTo((above - below) / (2 * step), within(2e-4));
        }
    }

    private interface Pixel {
        void at(int image, int pixel);
    }

    private static void eachPixel(Pixel pixel) {
        for (int image = 0; image < IMAGES; image++) {
            for (int each = 0; each < PIXELS; each++) {
                pixel.at(image, each);
            }
        }
    }

    private double total(double traceWeight) {
        Loss loss = loss(labels, matrices);
        return loss.likelihood() + traceWeight * loss.trace();
    }

    private Loss loss(float[] labelLogits, float[] matrixLogits) {
        Losses.Parts parts = parts(
                tensor(labelLogits, IMAGES, CLASSES, PIXELS),
                tensor(matrixLogits, IMAGES, ANNOTATORS, CLASSES, CLASSES, PIXELS));
        return new Loss(parts.likelihood().getFloat(), parts.trace().orElseThrow().getFloat(), 1);
    }

    private double released(float[] labelLogits, float[] matrixLogits) {
        return asReleased(
                tensor(labelLogits, IMAGES, CLASSES, PIXELS),
                tensor(matrixLogits, IMAGES, ANNOTATORS, CLASSES, CLASSES, PIXELS))
                .likelihood()
                .getFloat();
    }

    private Losses.Parts asReleased(NDArray labelLogits, NDArray matrixLogits) {
        return Losses.asReleased(output(labelLogits, matrixLogits), said(one()), share());
    }

    private Losses.Parts parts(NDArray labelLogits, NDArray matrixLogits) {
        return Losses.annotators(output(labelLogits, matrixLogits), said(one()), share());
    }

    private static Network.Output output(NDArray labelLogits, NDArray matrixLogits) {
        return new Network.Output(labelLogits, Optional.of(new FullMatrices(matrixLogits)));
    }

    private NDArray matrixTensor() {
        return tensor(matrices, IMAGES, ANNOTATORS, CLASSES, CLASSES, PIXELS);
    }

    private NDArray said(float[] one) {
        return tensor(one, IMAGES, ANNOTATORS, CLASSES, 1, PIXELS);
    }

    private float[] one() {
        float[] one = new float[IMAGES * ANNOTATORS * CLASSES * PIXELS];
        for (int map = 0; map < IMAGES * ANNOTATORS; map++) {
            for (int pixel = 0; present[map / ANNOTATORS][map % ANNOTATORS] && pixel < PIXELS; pixel++) {
                one[(map * CLASSES + said[map / ANNOTATORS][map % ANNOTATORS][pixel]) * PIXELS + pixel] = 1;
            }
        }
        return one;
    }

    private NDArray share() {
        float[] share = new float[IMAGES * ANNOTATORS];
        int maps = 0;
        for (int map = 0; map < share.length; map++) {
            share[map] = present[map / ANNOTATORS][map % ANNOTATORS] ? 1 : 0;
            maps += (int) share[map];
        }
        return tensor(share, IMAGES, ANNOTATORS, 1, 1).div(maps);
    }

    private NDArray tensor(float[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    private double[][] confusion(int image, int annotator, int pixel) {
        double[][] confusion = new double[CLASSES][CLASSES];
        for (int truth = 0; truth < CLASSES; truth++) {
            double sum = 0;
            for (int say = 0; say < CLASSES; say++) {
                confusion[say][truth] = Math.exp(matrices[index(image, annotator, say, truth, pixel)]);
                sum += confusion[say][truth];
            }
            for (int say = 0; say < CLASSES; say++) {
                confusion[say][truth] /= sum;
            }
        }
        return confusion;
    }

    private double[] probabilities(int image, int pixel) {
        double[] p = new double[CLASSES];
        double sum = 0;
        for (int label = 0; label < CLASSES; label++) {
            p[label] = Math.exp(labels[(image * CLASSES + label) * PIXELS + pixel]);
            sum += p[label];
        }
        for (int label = 0; label < CLASSES; label++) {
            p[label] /= sum;
        }
        return p;
    }

    private static int index(int image, int annotator, int say, int truth, int pixel) {
        return (((image * ANNOTATORS + annotator) * CLASSES + say) * CLASSES + truth) * PIXELS + pixel;
    }

    private static float[] identity() {
        float[] identity = new float[IMAGES * ANNOTATORS * CLASSES * CLASSES * PIXELS];
        eachPixel((image, pixel) -> {
            for (int annotator = 0; annotator < ANNOTATORS; annotator++) {
                for (int label = 0; label < CLASSES; label++) {
                    identity[index(image, annotator, label, label, pixel)] = CERTAIN;
                }
            }
        });
        return identity;
    }

    private float[] logits(int count) {
        return Drawn.numbers(random, count);
    }

    private int[][][] said() {
        return Drawn.labels(random, IMAGES, ANNOTATORS, PIXELS, CLASSES);
    }
}
