package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.MatrixSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselineNetworksTest {

    private static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;
    private static final int CLASSES = 2;
    private static final List<String> ANNOTATORS = List.of("left", "right");
    private static final RandomStreams STREAMS = new RandomStreams(3, "test");

    private static final Architecture PLAIN = new Architecture.UNet(4, 2, 1, CLASSES, List.of());
    private static final Architecture GLOBAL = matrices(new MatrixSpec.Global());
    private static final Architecture LOW_RANK = matrices(new MatrixSpec.LowRank(1));
    private static final Architecture RATED = Architecture.UNet.rated(4, 2, 1, CLASSES, ANNOTATORS, 4);
    private static final Architecture SEPARATE = new Architecture.UNetPerAnnotator(4, 2, 1, CLASSES, ANNOTATORS);
    private static final Architecture PROBABILISTIC = new Architecture.ProbabilisticUNet(4, 2, 1, CLASSES, 3, 16, 7);

    static Stream<Architecture> architectures() {
        return Stream.of(
                GLOBAL, LOW_RANK, matrices(new MatrixSpec.LowRank(3)), RATED, SEPARATE, PROBABILISTIC);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void goingOnFromParametersAndMomentsIsNeverHavingStopped(Architecture architecture) {
        Parameters start = Parameters.initial(architecture, STREAMS);
        Stepped whole = stepped(start, Moments.none(start.count()), 0, 6);
        Stepped half = stepped(start, Moments.none(start.count()), 0, 4);

        Stepped rest = stepped(half.parameters(), half.moments(), 4, 6);

        assertThat(rest.parameters().values()).containsExactly(whole.parameters().values());
        assertThat(whole.parameters().values()).isNotEqualTo(start.values()).doesNotContain(Float.NaN);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theyComeBackFromTheirFiles(Architecture architecture) {
        Parameters written = Parameters.initial(architecture, STREAMS);

        Architecture again = Architecture.of(architecture.tree());

        assertThat(again).isEqualTo(architecture);
        assertThat(Parameters.read(again, written.safetensors(), Json::parse).values())
                .containsExactly(written.values());
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void whatTheySayIsProbableAndAlwaysTheSame(Architecture architecture) {
        try (Segmenter segmenter = new Segmenter(Cpu.ENGINE, Parameters.initial(architecture, STREAMS))) {
            Prediction prediction = segmenter.predict(image(7, 5), 7, 5);

            assertSumsToOne(prediction.probabilities(), 35);
            assertSumsToOne(prediction.confusion(), CLASSES * 35);
            assertSumsToOne(prediction.said(), 35);
            Prediction again = segmenter.predict(image(7, 5), 7, 5);
            assertThat(again.probabilities()).containsExactly(prediction.probabilities());
            assertThat(again.samples()).containsExactly(prediction.samples());
            assertThat(prediction.confusion()).hasSize(architecture.modelsMistakes() ? 2 * 4 * 35 : 0);
            assertThat(prediction.said()).hasSize(architecture.equals(SEPARATE) ? 2 * 2 * 35 : 0);
            assertThat(prediction.samples())
                    .hasSize(
                            architecture.equals(PROBABILISTIC) ? 16 * 35 : architecture.equals(RATED) ? 2 * 4 * 35 : 0);
        }
    }

    @Test
    void matricesOfEveryFormStartNearTheIdentity() {
        for (Architecture architecture : List.of(matrices(), GLOBAL, LOW_RANK, matrices(new MatrixSpec.LowRank(2)))) {
            Parameters start = Parameters.initial(architecture, STREAMS);
            double trace = Cpu.ENGINE.alone(() -> {
                try (Learner learner = learner(start, Moments.none(start.count()))) {
                    return learner.loss(images(2), halves()).trace();
                }
            });

            assertThat(trace).as("%s", architecture).isBetween(0.9 * CLASSES, 0.99 * CLASSES);
        }
    }

    @Test
    void globalMatricesAreTheSameInEveryPixel() {
        try (Segmenter segmenter = new Segmenter(Cpu.ENGINE, Parameters.initial(GLOBAL, STREAMS))) {
            float[] confusion = segmenter.predict(image(SIDE, SIDE), SIDE, SIDE).confusion();

            for (int i = 0; i < confusion.length; i++) {
                assertThat(confusion[i]).isEqualTo(confusion[i / PIXELS * PIXELS]);
            }
        }
    }

    @Test
    void separateNetworksThatAreEqualSayWhatOneSays() {
        float[] one = Parameters.initial(PLAIN, STREAMS).values();
        float[] twice = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, twice, one.length, one.length);
        try (Segmenter single = new Segmenter(Cpu.ENGINE, Parameters.of(PLAIN, one));
                Segmenter separate = new Segmenter(Cpu.ENGINE, Parameters.of(SEPARATE, twice))) {
            float[] expected = single.predict(image(SIDE, SIDE), SIDE, SIDE).probabilities();
            Prediction prediction = separate.predict(image(SIDE, SIDE), SIDE, SIDE);

            assertThat(prediction.probabilities()).containsExactly(expected, within(1e-6f));
            assertThat(Arrays.copyOf(prediction.said(), expected.length)).containsExactly(expected, within(1e-6f));
            assertThat(Arrays.copyOfRange(prediction.said(), expected.length, 2 * expected.length))
                    .containsExactly(expected, within(1e-6f));
        }
    }

    /// The optimiser does not see by how much a loss is multiplied, and the loss of two is half of each one's.
    @Test
    void learningSideBySideIsLearningAlone() {
        Parameters both = Parameters.initial(SEPARATE, STREAMS);
        int each = both.count() / 2;
        Parameters right = Parameters.of(PLAIN, Arrays.copyOfRange(both.values(), each, 2 * each));
        float[] planes = new float[2 * CLASSES * PIXELS];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = map(1).at(i % PIXELS) == i / PIXELS % CLASSES ? 1 : 0;
        }

        float[] together = learned(both, halves(), 10).said();
        float[] alone = learned(right, new Targets.Soft(2, planes), 10).probabilities();

        assertThat(Arrays.copyOfRange(together, alone.length, 2 * alone.length))
                .containsExactly(alone, within(2e-3f));
    }

    /// One image, which one annotator calls one half of and the other the other: a network without a latent variable can
    /// but say one half everywhere.
    @Test
    void probabilisticNetworkDrawsWhatEitherAnnotatorWouldDraw() {
        int count = 4;
        Architecture architecture = new Architecture.ProbabilisticUNet(8, 1, 1, CLASSES, 2, 16, 1);
        Parameters start = Parameters.initial(architecture, STREAMS);
        Prediction prediction = Cpu.ENGINE.alone(() -> {
            try (Learner learner = learner(start, Moments.none(start.count()))) {
                for (int step = 0; step < 400; step++) {
                    learner.step(images(count), reading(step, count, 2), Emphasis.onDivergence(1), 0.004);
                }
                return learner.predict(image(SIDE, SIDE), SIDE, SIDE);
            }
        });

        int[] drawn = new int[2];
        for (int sample = 0; sample < 16; sample++) {
            for (int half = 0; half < 2; half++) {
                drawn[half] += agree(prediction.samples(), sample, map(half)) > 0.9 * PIXELS ? 1 : 0;
            }
        }
        assertThat(drawn[0]).isGreaterThan(2);
        assertThat(drawn[1]).isGreaterThan(2);
        assertThat(drawn[0] + drawn[1]).isGreaterThan(9);
        assertThat((double) prediction.probabilities()[PIXELS]).isBetween(0.2, 0.8);
    }

    private static int agree(byte[] samples, int sample, LabelMap map) {
        return (int) IntStream.range(0, PIXELS)
                .filter(pixel -> samples[sample * PIXELS + pixel] == map.at(pixel))
                .count();
    }

    @Test
    void anotherSeedDrawsOthers() {
        Architecture other = new Architecture.ProbabilisticUNet(4, 2, 1, CLASSES, 3, 16, 8);
        float[] values = Parameters.initial(PROBABILISTIC, STREAMS).values();
        try (Segmenter one = new Segmenter(Cpu.ENGINE, Parameters.of(PROBABILISTIC, values));
                Segmenter another = new Segmenter(Cpu.ENGINE, Parameters.of(other, values))) {
            assertThat(another.predict(image(SIDE, SIDE), SIDE, SIDE).probabilities())
                    .isNotEqualTo(one.predict(image(SIDE, SIDE), SIDE, SIDE).probabilities());
        }
    }

    /// Kohl's: a latent variable at every pixel, joined to the features, and 1 x 1 convolutions of both.
    @Test
    void combinerIsConvolutionsOfFeaturesAndLatentTiled() {
        Architecture.ProbabilisticUNet net = (Architecture.ProbabilisticUNet) PROBABILISTIC;
        Combiner combiner = Combiner.of(net);
        List<Slot> slots = combiner.slots().toList();
        try (NDManager manager = Cpu.ENGINE.newManager()) {
            int count = slots.stream().mapToInt(Slot::size).sum();
            Weights weights = new Weights(slots, tensor(manager, count));
            NDArray features = tensor(manager, 2, net.width(), 3, 3);
            NDArray latent = tensor(manager, 2, net.latent());

            NDArray tiled = latent.reshape(2, net.latent(), 1, 1).mul(manager.ones(new Shape(1, 1, 3, 3)));
            NDArray joined = weights.get("combiner.0.features.weight")
                    .concat(weights.get("combiner.0.latent.weight").reshape(net.width(), net.latent(), 1, 1), 1)
                    .reshape(1, net.width(), net.width() + net.latent(), 1, 1);
            NDArray sums = features.concat(tiled, 1)
                    .reshape(2, 1, net.width() + net.latent(), 3, 3)
                    .mul(joined)
                    .sum(new int[] {2})
                    .add(weights.get("combiner.0.features.bias").reshape(1, net.width(), 1, 1));
            NDArray values = sums.maximum(0);
            for (Convolution each : combiner.hidden()) {
                values = each.apply(values, weights).maximum(0);
            }
            float[] expected = combiner.labels().apply(values, weights).toFloatArray();

            assertThat(combiner.apply(features, latent, weights).toFloatArray())
                    .containsExactly(expected, within(1e-4f));
        }
    }

    @Test
    void ratesStandBesideFullMatricesAlone() {
        assertThatThrownBy(() -> new Architecture.UNet(
                4, 2, 1, CLASSES, ANNOTATORS, Optional.of(new MatrixSpec.Global()), Optional.of(true),
                Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rates stand beside full matrices at every pixel, not beside Global[]");
    }

    @Test
    void levelsAreDrawnWhereThereAreRatesAlone() {
        assertThatThrownBy(() -> new Architecture.UNet(
                4, 2, 1, CLASSES, ANNOTATORS, Optional.empty(), Optional.empty(), Optional.of(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("levels are drawn by a network with rates alone");
        assertThat(Architecture.UNet.rated(4, 2, 1, CLASSES, ANNOTATORS, 0))
                .isEqualTo(new Architecture.UNet(
                        4, 2, 1, CLASSES, ANNOTATORS, Optional.empty(), Optional.of(true), Optional.empty()));
    }

    @Test
    void targetsOfAnotherKindAreRefused() {
        Parameters start = Parameters.initial(PROBABILISTIC, STREAMS);

        assertThatThrownBy(() -> Cpu.ENGINE.alone(() -> {
            try (Learner learner = learner(start, Moments.none(start.count()))) {
                return learner.loss(images(2), halves());
            }
        })).hasMessage("a probabilistic U-Net learns from one annotator's map at a time");
    }

    private record Stepped(Parameters parameters, Moments moments) {}

    private static Stepped stepped(Parameters from, Moments moments, int first, int end) {
        return Cpu.ENGINE.alone(() -> {
            try (Learner learner = learner(from, moments)) {
                for (int step = first; step < end; step++) {
                    boolean probabilistic = from.architecture().equals(PROBABILISTIC);
                    learner.step(images(2), probabilistic ? reading(step, 2, 3) : halves(), new Emphasis(-1, 1), 0.01);
                }
                return new Stepped(learner.parameters(), learner.moments());
            }
        });
    }

    private static Prediction learned(Parameters from, Targets targets, int steps) {
        return Cpu.ENGINE.alone(() -> {
            try (Learner learner = learner(from, Moments.none(from.count()))) {
                for (int step = 0; step < steps; step++) {
                    learner.step(images(2), targets, Emphasis.NONE, 0.01);
                }
                return learner.predict(image(SIDE, SIDE), SIDE, SIDE);
            }
        });
    }

    private static Learner learner(Parameters parameters, Moments moments) {
        return new Learner(Cpu.ENGINE, parameters, moments, 1e-5);
    }

    private static Architecture matrices() {
        return new Architecture.UNet(4, 2, 1, CLASSES, ANNOTATORS);
    }

    private static Architecture matrices(MatrixSpec form) {
        return new Architecture.UNet(4, 2, 1, CLASSES, ANNOTATORS, Optional.of(form));
    }

    /// The left half, or the right.
    private static LabelMap map(int half) {
        return LabelMap.generate(SIDE, SIDE, pixel -> pixel % SIDE / (SIDE / 2) == half ? 1 : 0);
    }

    private static Targets halves() {
        List<Optional<LabelMap>> both = List.of(Optional.of(map(0)), Optional.of(map(1)));
        return Targets.Annotations.of(List.of(both, both), CLASSES);
    }

    private static Targets reading(int step, int count, int latent) {
        float[] planes = new float[count * CLASSES * PIXELS];
        RandomGenerator random = STREAMS.stream("annotators/" + step);
        for (int image = 0; image < count; image++) {
            LabelMap map = map(random.nextInt(2));
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                planes[(image * CLASSES + map.at(pixel)) * PIXELS + pixel] = 1;
            }
        }
        float[] noise = StandardNormal.draw(STREAMS.stream("noise/" + step), count * latent);
        return new Targets.OneReading(count, planes, noise);
    }

    /// The same image several times.
    private static Images images(int count) {
        float[] one = image(SIDE, SIDE);
        float[] all = new float[count * one.length];
        IntStream.range(0, all.length).forEach(i -> all[i] = one[i % one.length]);
        return new Images(count, 1, SIDE, SIDE, all);
    }

    private static float[] image(int height, int width) {
        RandomGenerator random = STREAMS.stream("image");
        float[] image = new float[height * width];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat();
        }
        return image;
    }

    private static NDArray tensor(NDManager manager, long... extents) {
        Shape shape = new Shape(extents);
        return manager.create(StandardNormal.draw(STREAMS.stream(shape.toString()), (int) shape.size()), shape);
    }

    /// @param stride elements between an entry and the next of the same sum
    private static void assertSumsToOne(float[] values, int stride) {
        for (int group = 0; group < values.length; group += CLASSES * stride) {
            for (int each = 0; each < stride; each++) {
                assertThat(values[group + each] + values[group + stride + each]).isCloseTo(1, within(1e-5f));
            }
        }
    }
}
