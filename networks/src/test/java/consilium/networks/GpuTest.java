package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.recipe.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a GPU computes is what the CPU computes, up to rounding. Skipped where there is no GPU, or a library without CUDA
/// (docs/gpu.md).
class GpuTest {

    private static final EngineSpec GPU = new EngineSpec("pytorch", "2.7.1", "gpu", 1);
    private static final RandomStreams STREAMS = new RandomStreams(3, "gpu");
    private static final Architecture NETWORK = new Architecture.UNet(8, 3, 1, 2, List.of("a", "b"));
    private static final int SIDE = 12;
    private static final int STEPS = 5;

    @BeforeEach
    void needsGpu() {
        assertThat(Cpu.ENGINE).isNotNull();
        assumeTrue(Engine.getEngine("PyTorch").getGpuCount() > 0, "no GPU that the tensor library can use");
    }

    @Test
    void stepsLoseOnGpuWhatTheyLoseOnCpu() {
        List<Double> expected = losses(Cpu.ENGINE);
        List<Double> losses = losses(TensorEngine.of(GPU));

        assertThat(losses).hasSize(STEPS);
        for (int step = 0; step < STEPS; step++) {
            assertThat(losses.get(step)).isCloseTo(expected.get(step), within(1e-2));
        }
    }

    @Test
    void segmenterSaysOnGpuWhatItSaysOnCpu() {
        float[] image = image();
        try (Segmenter cpu = new Segmenter(Cpu.ENGINE, start());
                Segmenter gpu = new Segmenter(TensorEngine.of(GPU), start())) {
            Prediction expected = cpu.predict(image, SIDE, SIDE);
            Prediction said = gpu.predict(image, SIDE, SIDE);

            assertThat(said.probabilities()).containsExactly(expected.probabilities(), within(1e-2f));
            assertThat(said.confusion()).containsExactly(expected.confusion(), within(1e-2f));
        }
    }

    private static List<Double> losses(TensorEngine engine) {
        Targets targets = Targets.Annotations.of(
                List.of(List.of(Optional.of(half(3)), Optional.of(half(4)))), 2);
        return engine.alone(() -> {
            List<Double> losses = new ArrayList<>();
            Parameters start = start();
            try (Learner learner = new Learner(engine, start, Moments.none(start.count()), 1e-5)) {
                for (int step = 0; step < STEPS; step++) {
                    Images images = new Images(1, 1, SIDE, SIDE, image());
                    losses.add(learner.step(images, targets, new Emphasis(0.1, 1), 1e-3)
                            .likelihood());
                }
            }
            return losses;
        });
    }

    private static Parameters start() {
        return Parameters.initial(NETWORK, STREAMS);
    }

    private static LabelMap half(int share) {
        return LabelMap.generate(SIDE, SIDE, pixel -> pixel < SIDE * SIDE / share ? 1 : 0);
    }

    private static float[] image() {
        RandomGenerator random = STREAMS.stream("image");
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
