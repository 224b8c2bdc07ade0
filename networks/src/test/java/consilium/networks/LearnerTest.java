package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.MethodSpec.JointEstimation.ImageTrust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnerTest {

    private static final double RATE = 0.02;

    private static final int CLASSES = 3;
    private static final Architecture SMALL = new Architecture.UNet(4, 3, 1, CLASSES, List.of("over", "under"));
    private static final RandomStreams STREAMS = new RandomStreams(3, "test");

    @Test
    void lossFallsAsStepsAreTaken() {
        Images images = images(2, 8, 8);
        Targets targets = annotations(2, 64);

        List<Loss> losses = Cpu.ENGINE.alone(() -> {
            try (Learner learner = learner(start(), Moments.none(start().count()))) {
                List<Loss> seen = new ArrayList<>();
                for (int step = 0; step < 60; step++) {
                    seen.add(learner.step(images, targets, Emphasis.NONE, RATE));
                }
                return seen;
            }
        });

        assertThat(losses.getLast().likelihood()).isLessThan(losses.getFirst().likelihood() / 2);
    }

    @Test
    void matricesStartNearTheIdentity() {
        Loss loss = Cpu.ENGINE.alone(() -> {
            try (Learner learner = learner(start(), Moments.none(start().count()))) {
                return learner.loss(images(2, 8, 8), annotations(2, 64));
            }
        });

        assertThat(loss.trace()).isBetween(0.8 * CLASSES, (double) CLASSES);
    }

    @Test
    void goingOnFromParametersAndMomentsIsNeverHavingStopped() {
        Images images = images(2, 8, 8);
        Targets targets = annotations(2, 64);

        float[] whole = Cpu.ENGINE.alone(() -> stepped(start(), Moments.none(start().count()), images, targets, 6))
                .parameters()
                .values();
        Stepped half = Cpu.ENGINE.alone(() -> stepped(start(), Moments.none(start().count()), images, targets, 4));
        float[] rest = Cpu.ENGINE.alone(() -> stepped(half.parameters(), half.moments(), images, targets, 2))
                .parameters()
                .values();

        assertThat(rest).containsExactly(whole);
    }

    @Test
    void truthAndAnnotatorsAreLearnedJointly() {
        Architecture rated = Architecture.UNet.rated(4, 3, 1, CLASSES, List.of("over", "under"), 0);
        Parameters start = Parameters.initial(rated, STREAMS);
        Images images = images(2, 8, 8);
        Targets targets = new Targets.Joint(annotations(2, 64));

        List<Loss> losses = Cpu.ENGINE.alone(() -> {
            try (Learner learner = learner(start, Moments.none(start.count()))) {
                List<Loss> seen = new ArrayList<>();
                for (int step = 0; step < 60; step++) {
                    seen.add(learner.step(images, targets, Emphasis.joint(1, ImageTrust.EXPLAINED, step < 8), RATE));
                }
                return seen;
            }
        });

        assertThat(losses.getLast().likelihood()).isLessThan(losses.getFirst().likelihood() / 2);
        assertThat(losses.getLast().weight()).isEqualTo(3);
        assertThat(start.count()).isEqualTo(start().count() + 2 * CLASSES * CLASSES);
    }

    @Test
    void uniformMatricesHaveNoDiagonal() {
        Loss loss = Cpu.ENGINE.alone(() -> {
            Parameters uniform = start().withoutIdentity();
            try (Learner learner = learner(uniform, Moments.none(uniform.count()))) {
                return learner.loss(images(2, 8, 8), new Targets.AsReleased(annotations(2, 64)));
            }
        });

        assertThat(loss.trace()).isBetween(0.7, 1.3);
    }

    @Test
    void targetsOfOneClassPerPixelAreLearnedToo() {
        Images images = images(2, 8, 8);
        float[] soft = new float[2 * CLASSES * 64];
        for (int i = 0; i < soft.length; i++) {
            soft[i] = i / 64 % CLASSES == 1 ? 1 : 0;
        }

        Loss loss = Cpu.ENGINE.alone(() -> {
            try (Learner learner = learner(start(), Moments.none(start().count()))) {
                for (int step = 0; step < 20; step++) {
                    learner.step(images, new Targets.Soft(2, soft), Emphasis.NONE, RATE);
                }
                return learner.loss(images, new Targets.Soft(2, soft));
            }
        });

        assertThat(loss).satisfies(each -> {
            assertThat(each.likelihood()).isLessThan(0.1);
            assertThat(each.trace()).isZero();
            assertThat(each.weight()).isEqualTo(2);
        });
    }

    @Test
    void consensusIsWhatMostSaidAndATieGoesToTheSmallest() {
        LabelMap one = LabelMap.generate(3, 1, pixel -> pixel);
        LabelMap other = LabelMap.generate(3, 1, pixel -> 2 - pixel);

        Targets.Annotations targets = Targets.Annotations.of(
                List.of(
                        List.of(Optional.of(one), Optional.of(other), Optional.empty()),
                        List.of(Optional.of(one), Optional.of(one), Optional.of(other)),
                        List.of(Optional.empty(), Optional.empty(), Optional.empty())),
                3);

        assertThat(targets.consensus())
                .containsExactly(1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(targets.weight()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "7, 5", "28, 28", "9, 30"})
    void imagesOfAnySizeGetProbabilitiesAndColumnsThatSumToOne(int height, int width) {
        try (Segmenter segmenter = new Segmenter(Cpu.ENGINE, start())) {
            Prediction prediction = segmenter.predict(images(1, height, width).values(), height, width);

            int pixels = height * width;
            assertThat(prediction.probabilities()).hasSize(CLASSES * pixels);
            assertThat(prediction.confusion()).hasSize(2 * CLASSES * CLASSES * pixels);
            assertSumsToOne(prediction.probabilities(), pixels);
            assertSumsToOne(prediction.confusion(), CLASSES * pixels);
        }
    }

    @Test
    void imageThatCannotBeHalvedOftenEnoughIsRefused() {
        try (Segmenter segmenter = new Segmenter(Cpu.ENGINE, start())) {
            assertThatThrownBy(() -> segmenter.predict(new float[27], 3, 9))
                    .hasMessage("images have 1 channels and at least 4 x 4 pixels, were 1 x 3 x 9");
        }
    }

    @Test
    void learnerAndSegmenterSayTheSame() {
        float[] image = images(1, 8, 8).values();
        Prediction one = Cpu.ENGINE.alone(() -> {
            try (Learner learner = learner(start(), Moments.none(start().count()))) {
                return learner.predict(image, 8, 8);
            }
        });
        try (Segmenter segmenter = new Segmenter(Cpu.ENGINE, start())) {
            Prediction other = segmenter.predict(image, 8, 8);

            assertThat(one.probabilities()).containsExactly(other.probabilities());
            assertThat(one.confusion()).containsExactly(other.confusion());
        }
    }

    private record Stepped(Parameters parameters, Moments moments) {}

    private static Stepped stepped(Parameters from, Moments moments, Images images, Targets targets, int steps) {
        try (Learner learner = learner(from, moments)) {
            for (int step = 0; step < steps; step++) {
                learner.step(images, targets, new Emphasis(-1, 1), RATE);
            }
            return new Stepped(learner.parameters(), learner.moments());
        }
    }

    private static Parameters start() {
        return Parameters.initial(SMALL, STREAMS);
    }

    private static Learner learner(Parameters parameters, Moments moments) {
        return new Learner(Cpu.ENGINE, parameters, moments, 1e-5);
    }

    private static Images images(int count, int height, int width) {
        RandomGenerator random = STREAMS.stream("images");
        float[] values = new float[count * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Images(count, 1, height, width, values);
    }

    private static Targets.Annotations annotations(int count, int pixels) {
        List<List<Optional<LabelMap>>> maps = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            maps.add(List.of(
                    Optional.of(LabelMap.generate(8, pixels / 8, pixel -> pixel / 24)),
                    image == 0 ? Optional.empty()
                            : Optional.of(LabelMap.generate(8, pixels / 8, pixel -> pixel / 32))));
        }
        return Targets.Annotations.of(maps, CLASSES);
    }

    /// @param stride elements between an entry and the next of the same sum
    private static void assertSumsToOne(float[] values, int stride) {
        for (int group = 0; group < values.length; group += CLASSES * stride) {
            for (int each = 0; each < stride; each++) {
                float sum = 0;
                for (int label = 0; label < CLASSES; label++) {
                    sum += values[group + label * stride + each];
                }
                assertThat(sum).isCloseTo(1, within(1e-5f));
            }
        }
    }
}
