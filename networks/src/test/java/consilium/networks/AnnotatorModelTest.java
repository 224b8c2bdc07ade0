package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The forms of annotator models against each other, and against plain loops over `A p`.
class AnnotatorModelTest {

    private static final int IMAGES = 2;
    private static final int ANNOTATORS = 2;
    private static final int CLASSES = 3;
    private static final int PIXELS = 5;
    private static final float SURE = 60;

    private final NDManager manager = Cpu.ENGINE.newManager();
    private final Random random = new Random(5);
    private final float[] labels = logits(IMAGES * CLASSES * PIXELS);
    private final int[][][] said = said();

    @AfterEach
    void free() {
        manager.close();
    }

    /// As many columns as classes, each class drawing its own, and no identity.
    @Test
    void lowRankOfFullRankIsTheFullMatrix() {
        float[] full = logits(IMAGES * ANNOTATORS * CLASSES * CLASSES * PIXELS);
        float[] columns = new float[full.length];
        float[] mixing = new float[full.length];
        for (int map = 0; map < IMAGES * ANNOTATORS; map++) {
            for (int say = 0; say < CLASSES; say++) {
                for (int truth = 0; truth < CLASSES; truth++) {
                    for (int pixel = 0; pixel < PIXELS; pixel++) {
                        columns[entry(map, truth, say, pixel)] = full[entry(map, say, truth, pixel)];
                        mixing[entry(map, say, truth, pixel)] = say == truth ? SURE : -SURE;
                    }
                }
            }
        }
        float[] identity = new float[IMAGES * ANNOTATORS * PIXELS];
        Arrays.fill(identity, -SURE);
        LowRankMatrices lowRank = lowRank(columns, mixing, identity, CLASSES);
        FullMatrices matrices = full(full);

        Loss one = loss(lowRank);
        Loss other = loss(matrices);

        assertThat(one.likelihood()).isCloseTo(other.likelihood(), within(1e-6));
        assertThat(one.trace()).isCloseTo(other.trace(), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void lowRankExplainsAsTheMatricesItStandsFor(int rank) {
        LowRankMatrices lowRank = random(rank);
        double likelihood = 0;
        double trace = 0;
        for (int image = 0; image < IMAGES; image++) {
            float[] entries = ofImage(lowRank, image, rank).entries();
            for (int annotator = 0; annotator < ANNOTATORS; annotator++) {
                for (int pixel = 0; pixel < PIXELS; pixel++) {
                    double sum = 0;
                    for (int truth = 0; truth < CLASSES; truth++) {
                        double column = 0;
                        for (int say = 0; say < CLASSES; say++) {
                            column += entries[entry(annotator, say, truth, pixel)];
                        }
                        assertThat(column).isCloseTo(1, within(1e-5));
                        sum += entries[entry(annotator, said[image][annotator][pixel], truth, pixel)]
                                * probability(image, truth, pixel);
                        trace += entries[entry(annotator, truth, truth, pixel)];
                    }
                    likelihood -= Math.log(sum);
                }
            }
        }
        int all = IMAGES * ANNOTATORS * PIXELS;

        Loss loss = loss(lowRank);

        assertThat(loss.likelihood()).isCloseTo(likelihood / all, within(1e-5));
        assertThat(loss.trace()).isCloseTo(trace / all, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void lowRankForetellsWhatTheMatricesItStandsForDo(int rank) {
        LowRankMatrices lowRank = random(rank);

        float[] foretold = lowRank.foretell(labels().softmax(1)).said().toFloatArray();

        for (int image = 0; image < IMAGES; image++) {
            assertForetold(foretold, image, ofImage(lowRank, image, rank).entries());
        }
    }

    @Test
    void matricesForAllPixelsForetellToo() {
        FullMatrices global = global(logits(ANNOTATORS * CLASSES * CLASSES));

        float[] foretold = global.foretell(labels().softmax(1)).said().toFloatArray();

        for (int image = 0; image < IMAGES; image++) {
            assertForetold(foretold, image, global.entries(PIXELS));
        }
    }

    private void assertForetold(float[] foretold, int image, float[] entries) {
        for (int annotator = 0; annotator < ANNOTATORS; annotator++) {
            for (int say = 0; say < CLASSES; say++) {
                for (int pixel = 0; pixel < PIXELS; pixel++) {
                    double sum = 0;
                    for (int truth = 0; truth < CLASSES; truth++) {
                        sum += entries[entry(annotator, say, truth, pixel)] * probability(image, truth, pixel);
                    }
                    assertThat((double) foretold[vector(image * ANNOTATORS + annotator, say, pixel)])
                            .isCloseTo(sum, within(1e-5));
                }
            }
        }
    }

    private NDArray labels() {
        return manager.create(labels, new Shape(IMAGES, CLASSES, PIXELS));
    }

    /// `A[i][j] = (v_i u_j + s [i = j]) / (u_j sum_k v_k + s)`, as the paper's authors have it in their code.
    @Test
    void lowRankOfRankOneIsTheReleasedCodes() {
        LowRankMatrices lowRank = ofImage(random(1), 0, 1);
        float[] v = lowRank.columns().exp().toFloatArray();
        float[] mixing = lowRank.mixing().exp().toFloatArray();
        float[] s = lowRank.identity().exp().toFloatArray();

        float[] entries = lowRank.entries();

        for (int annotator = 0; annotator < ANNOTATORS; annotator++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                double total = 0;
                for (int label = 0; label < CLASSES; label++) {
                    total += v[vector(annotator, label, pixel)];
                }
                for (int truth = 0; truth < CLASSES; truth++) {
                    double u = mixing[vector(annotator, truth, pixel)] / total;
                    for (int say = 0; say < CLASSES; say++) {
                        double kept = say == truth ? s[annotator * PIXELS + pixel] : 0;
                        double expected = (v[vector(annotator, say, pixel)] * u + kept)
                                / (u * total + s[annotator * PIXELS + pixel]);
                        assertThat((double) entries[entry(annotator, say, truth, pixel)])
                                .isCloseTo(expected, within(1e-5));
                    }
                }
            }
        }
    }

    @Test
    void gradientOfLowRankIsThatOfFiniteDifferences() {
        int rank = 2;
        float[] values = logits(IMAGES * ANNOTATORS * LowRankMatrices.size(rank, CLASSES) * PIXELS);
        float[] gradient = Cpu.ENGINE.alone(() -> {
            NDArray tensor = factors(values, rank);
            tensor.setRequiresGradient(true);
            try (var collector = manager.getEngine().newGradientCollector()) {
                Losses.Parts parts = parts(LowRankMatrices.of(tensor, rank, CLASSES));
                collector.backward(parts.likelihood().add(parts.trace().orElseThrow().mul(0.3f)));
            }
            return tensor.getGradient().toFloatArray();
        });

        DoubleSupplier total = () -> {
            Loss loss = loss(LowRankMatrices.of(factors(values, rank), rank, CLASSES));
            return loss.likelihood() + 0.3 * loss.trace();
        };
        float step = 2e-2f;
        for (int i = 0; i < values.length; i++) {
            float kept = values[i];
            values[i] = kept + step;
            double above = total.getAsDouble();
            values[i] = kept - step;
            double below = total.getAsDouble();
            values[i] = kept;
            assertThat((double) gradient[i]).isCloseTo((above - below) / (2 * step), within(2e-4));
        }
    }

    @Test
    void globalMatricesAreTheSameFullOnesEverywhere() {
        float[] global = logits(ANNOTATORS * CLASSES * CLASSES);
        float[] repeated = new float[IMAGES * global.length * PIXELS];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = global[i / PIXELS % global.length];
        }

        Loss one = loss(global(global));
        Loss other = loss(full(repeated));

        assertThat(one.likelihood()).isCloseTo(other.likelihood(), within(1e-6));
        assertThat(one.trace()).isCloseTo(other.trace(), within(1e-6));
        assertThat(global(global).entries(PIXELS)).hasSize(global.length * PIXELS);
        assertThat(global(global).entries(PIXELS)[entry(1, 2, 0, 3)])
                .isEqualTo(global(global).entries(1)[(CLASSES + 2) * CLASSES]);
    }

    /// The best global matrices for given labels are where expectation maximisation, as Dawid and Skene have it for
    /// known class probabilities, stands still.
    @Test
    void nothingPullsAtGlobalMatricesThatExpectationMaximisationHasFound() {
        double[][][] best = expectationMaximisation();
        float[] logits = new float[ANNOTATORS * CLASSES * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            double entry = best[i / (CLASSES * CLASSES)][i / CLASSES % CLASSES][i % CLASSES];
            logits[i] = (float) Math.log(Math.max(entry, 1e-12));
        }

        float[] gradient = Cpu.ENGINE.alone(() -> {
            NDArray tensor = manager.create(logits, new Shape(1, ANNOTATORS, CLASSES, CLASSES, 1));
            tensor.setRequiresGradient(true);
            try (var collector = manager.getEngine().newGradientCollector()) {
                collector.backward(parts(new FullMatrices(tensor)).likelihood());
            }
            return tensor.getGradient().toFloatArray();
        });

        for (float each : gradient) {
            assertThat(each).isCloseTo(0, within(1e-5f));
        }
        double found = loss(global(logits)).likelihood();
        for (int other = 0; other < 20; other++) {
            assertThat(loss(global(logits(logits.length))).likelihood()).isGreaterThan(found);
        }
    }

    @Test
    void ownLabelsAreHeldAgainstTheirOwnAnnotatorAlone() {
        float[] own = logits(IMAGES * ANNOTATORS * CLASSES * PIXELS);
        double likelihood = 0;
        for (int image = 0; image < IMAGES; image++) {
            for (int annotator = 0; annotator < ANNOTATORS; annotator++) {
                for (int pixel = 0; pixel < PIXELS; pixel++) {
                    double sum = 0;
                    for (int label = 0; label < CLASSES; label++) {
                        sum += Math.exp(own[vector(image * ANNOTATORS + annotator, label, pixel)]);
                    }
                    int say = said[image][annotator][pixel];
                    likelihood -= own[vector(image * ANNOTATORS + annotator, say, pixel)] - Math.log(sum);
                }
            }
        }

        Losses.Parts parts =
                parts(new OwnLabels(manager.create(own, new Shape(IMAGES, ANNOTATORS, CLASSES, PIXELS))));

        assertThat((double) parts.likelihood().getFloat())
                .isCloseTo(likelihood / (IMAGES * ANNOTATORS * PIXELS), within(1e-5));
        assertThat(parts.trace()).isEmpty();
    }

    /// Of each annotator's matrix, the labels' probabilities given.
    private double[][][] expectationMaximisation() {
        double[][][] matrices = new double[ANNOTATORS][CLASSES][CLASSES];
        for (double[][] matrix : matrices) {
            for (double[] row : matrix) {
                Arrays.fill(row, 1.0 / CLASSES);
            }
        }
        for (int pass = 0; pass < 20_000; pass++) {
            for (int annotator = 0; annotator < ANNOTATORS; annotator++) {
                matrices[annotator] = maximised(matrices[annotator], annotator);
            }
        }
        return matrices;
    }

    private double[][] maximised(double[][] matrix, int annotator) {
        double[][] counts = new double[CLASSES][CLASSES];
        for (int image = 0; image < IMAGES; image++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                int say = said[image][annotator][pixel];
                double all = 0;
                for (int truth = 0; truth < CLASSES; truth++) {
                    all += matrix[say][truth] * probability(image, truth, pixel);
                }
                for (int truth = 0; truth < CLASSES; truth++) {
                    counts[say][truth] += matrix[say][truth] * probability(image, truth, pixel) / all;
                }
            }
        }
        for (int truth = 0; truth < CLASSES; truth++) {
            double sum = 0;
            for (double[] row : counts) {
                sum += row[truth];
            }
            for (double[] row : counts) {
                row[truth] /= sum;
            }
        }
        return counts;
    }

    private LowRankMatrices random(int rank) {
        float[] values = logits(IMAGES * ANNOTATORS * LowRankMatrices.size(rank, CLASSES) * PIXELS);
        return LowRankMatrices.of(factors(values, rank), rank, CLASSES);
    }

    private NDArray factors(float[] values, int rank) {
        return manager.create(
                values, new Shape(IMAGES, ANNOTATORS, LowRankMatrices.size(rank, CLASSES), PIXELS));
    }

    private LowRankMatrices lowRank(float[] columns, float[] mixing, float[] identity, int rank) {
        Shape shape = new Shape(IMAGES, ANNOTATORS, rank, CLASSES, PIXELS);
        return new LowRankMatrices(
                manager.create(columns, shape),
                manager.create(mixing, shape),
                manager.create(identity, new Shape(IMAGES, ANNOTATORS, 1, 1, PIXELS)));
    }

    private static LowRankMatrices ofImage(LowRankMatrices all, int image, int rank) {
        String only = image + ":" + (image + 1);
        return new LowRankMatrices(all.columns().get(only), all.mixing().get(only), all.identity().get(only));
    }

    private FullMatrices full(float[] logits) {
        return new FullMatrices(manager.create(logits, new Shape(IMAGES, ANNOTATORS, CLASSES, CLASSES, PIXELS)));
    }

    private FullMatrices global(float[] logits) {
        return new FullMatrices(manager.create(logits, new Shape(1, ANNOTATORS, CLASSES, CLASSES, 1)));
    }

    private Loss loss(AnnotatorModel model) {
        Losses.Parts parts = parts(model);
        return new Loss(parts.likelihood().getFloat(), parts.trace().orElseThrow().getFloat(), 1);
    }

    private Losses.Parts parts(AnnotatorModel model) {
        float[] one = new float[IMAGES * ANNOTATORS * CLASSES * PIXELS];
        for (int map = 0; map < IMAGES * ANNOTATORS; map++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                one[vector(map, said[map / ANNOTATORS][map % ANNOTATORS][pixel], pixel)] = 1;
            }
        }
        return Losses.annotators(
                new Network.Output(labels(), Optional.of(model)),
                manager.create(one, new Shape(IMAGES, ANNOTATORS, CLASSES, 1, PIXELS)),
                manager.ones(new Shape(IMAGES, ANNOTATORS, 1, 1)).div(IMAGES * ANNOTATORS));
    }

    private double probability(int image, int label, int pixel) {
        double sum = 0;
        for (int each = 0; each < CLASSES; each++) {
            sum += Math.exp(labels[vector(image, each, pixel)]);
        }
        return Math.exp(labels[vector(image, label, pixel)]) / sum;
    }

    private static int vector(int of, int label, int pixel) {
        return (of * CLASSES + label) * PIXELS + pixel;
    }

    private static int entry(int of, int first, int second, int pixel) {
        return ((of * CLASSES + first) * CLASSES + second) * PIXELS + pixel;
    }

    private float[] logits(int count) {
        return Drawn.numbers(random, count);
    }

    private int[][][] said() {
        return Drawn.labels(random, IMAGES, ANNOTATORS, PIXELS, CLASSES);
    }
}
