package consilium.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.recipe.RandomStreams;
import consilium.networks.Architecture;
import consilium.networks.Emphasis;
import consilium.networks.Images;
import consilium.networks.Learner;
import consilium.networks.Moments;
import consilium.networks.Parameters;
import consilium.networks.Targets;
import consilium.networks.TensorEngine;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A network of ours that learns from one batch of random images and labels, again and again: three channels, two
/// classes, four annotators.
final class TrainingSteps implements AutoCloseable {

    private static final List<String> ANNOTATORS = List.of("a", "b", "c", "d");
    private static final int CHANNELS = 3;
    private static final int CLASSES = 2;
    private static final RandomStreams STREAMS = new RandomStreams(1, "benchmark");

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final LongSupplier clock;
    private final Learner learner;
    private final Images images;
    private final Targets targets;

    /// @param side of the images, in pixels
    TrainingSteps(EngineSpec where, int width, int depth, int batch, int side) {
        TensorEngine engine = TensorEngine.of(where);
        clock = where.device().equals("cpu") ? PROCESS::getProcessCpuTime : System::nanoTime;
        Architecture architecture = new Architecture.UNet(width, depth, CHANNELS, CLASSES, ANNOTATORS);
        Parameters parameters = Parameters.initial(architecture, STREAMS);
        learner = new Learner(engine, parameters, Moments.none(parameters.count()), 1e-5);
        images = images(batch, side);
        targets = targets(batch, side);
    }

    int parameters() {
        return learner.parameters().count();
    }

    /// Milliseconds of one step, the mean of so many. On the CPU, of the whole process's processor time, user and
    /// system, whose clock has steps of 10; elsewhere as they passed: a step reads its loss, and so awaits the device.
    double take(int steps) {
        long start = clock.getAsLong();
        for (int step = 0; step < steps; step++) {
            learner.step(images, targets, new Emphasis(0.1, 0), 0.01);
        }
        return (clock.getAsLong() - start) / 1e6 / steps;
    }

    private static Images images(int batch, int side) {
        RandomGenerator random = STREAMS.stream("images");
        float[] values = new float[batch * CHANNELS * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Images(batch, CHANNELS, side, side, values);
    }

    private static Targets targets(int batch, int side) {
        RandomGenerator random = STREAMS.stream("labels");
        return Targets.Annotations.of(
                IntStream.range(0, batch)
                        .mapToObj(image -> ANNOTATORS.stream()
                                .map(name -> Optional.of(
                                        LabelMap.generate(side, side, pixel -> random.nextInt(CLASSES))))
                                .toList())
                        .toList(),
                CLASSES);
    }

    @Override
    public void close() {
        learner.close();
    }
}
