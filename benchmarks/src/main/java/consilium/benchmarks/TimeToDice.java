package consilium.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.TrainingSpec;
import consilium.kernel.stage.Inputs;
import consilium.networks.Architecture;
import consilium.networks.Parameters;
import consilium.networks.Segmenter;
import consilium.networks.TensorEngine;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.work.LocalWorkshop;
import consilium.train.Blueprint;
import consilium.train.TrainStage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Processor seconds of the train stage until the foreground's Dice is good enough, on the paper authors' own images.
///
/// Counted is the processor time, user and system, of the whole process from the start of the stage: compiling, reading
/// batches, validating and writing checkpoints included, testing after each epoch left out.
///
/// Run: `java -cp ... consilium.benchmarks.TimeToDice IMAGES [goal [epochs [seeds [method]]]]`, where `IMAGES` holds the
/// folders `train` and `validate`, and the method is `confusion-matrices` (the paper's) or `joint-estimation` (ours).
public final class TimeToDice {

    private static final EngineSpec ENGINE = new EngineSpec("pytorch", "2.7.1", "cpu", 1);
    private static final TrainingSpec.Network NETWORK = new TrainingSpec.Network(24, 3);
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private TimeToDice() {}

    public static void main(String[] arguments) throws IOException {
        AuthorsImages images = new AuthorsImages(Path.of(arguments[0]));
        double goal = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.95;
        int epochs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 40;
        int seeds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
        MethodSpec method = method(arguments.length > 4 ? arguments[4] : "confusion-matrices");
        System.out.printf("| seed | epoch | CPU seconds until Dice %s | all %d epochs | last Dice | best Dice |%n",
                goal,
                epochs);
        System.out.println("|---|---|---|---|---|---|");
        for (int seed = 1; seed <= seeds; seed++) {
            train(images, method, goal, epochs, seed);
        }
    }

    private static MethodSpec method(String name) {
        return switch (name) {
            case "confusion-matrices" -> new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1);
            case "joint-estimation" -> new MethodSpec.JointEstimation(0.125, 1);
            default -> throw new IllegalArgumentException(
                    "the method is confusion-matrices or joint-estimation, was " + name);
        };
    }

    private static void train(AuthorsImages images, MethodSpec method, double goal, int epochs, int seed)
            throws IOException {
        DirectoryStore store = new DirectoryStore(Files.createTempDirectory("time-to-dice"));
        LocalWorkshop workshop = new LocalWorkshop(store);
        Inputs inputs = new Inputs(
                store,
                Map.of(Role.IMAGES, images.images(workshop), Role.ANNOTATIONS, images.annotations(workshop)));
        StageSpec.Train spec = new StageSpec.Train(method, training(epochs), ENGINE, seed);
        Architecture architecture =
                Blueprint.of(spec, ImageSet.of(inputs.get(Role.IMAGES)), AuthorsImages.ANNOTATORS);
        Clock clock = new Clock(store, images, architecture, goal);
        clock.start();
        new TrainStage().make(spec, inputs, clock);
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.1f | %.3f | %.3f |%n",
                seed, clock.reached(), clock.seconds(), clock.last, clock.best);
    }

    private static TrainingSpec training(int epochs) {
        return new TrainingSpec(
                NETWORK, epochs, 5, 0.01, TrainingSpec.Decay.COSINE, 1e-5, true, 0, 1, TrainingSpec.Device.CPU, 1);
    }

    /// Stands still while it tests the parameters of each checkpoint, which there is one of per epoch.
    private static final class Clock extends LocalWorkshop {

        private final DirectoryStore store;
        private final AuthorsImages images;
        private final double goal;
        private final TensorEngine engine = TensorEngine.of(ENGINE);
        private final Architecture architecture;
        private long zero;
        private int epoch;
        private double last;
        private double best;
        private String reached = "– | –";

        Clock(DirectoryStore store, AuthorsImages images, Architecture architecture, double goal) {
            super(store);
            this.store = store;
            this.images = images;
            this.goal = goal;
            this.architecture = architecture;
        }

        void start() {
            zero = PROCESS.getProcessCpuTime();
        }

        double seconds() {
            return (PROCESS.getProcessCpuTime() - zero) / 1e9;
        }

        String reached() {
            return reached;
        }

        @Override
        public void checkpoint(Digest artefact) {
            super.checkpoint(artefact);
            long stopped = PROCESS.getProcessCpuTime();
            epoch++;
            last = dice(store.artefact(artefact).array("parameters"));
            best = Math.max(best, last);
            zero += PROCESS.getProcessCpuTime() - stopped;
            if (last >= goal && reached.startsWith("–")) {
                reached = String.format(Locale.ROOT, "%d | %.1f", epoch, seconds());
            }
        }

        private double dice(NdArray parameters) {
            float[] values = parameters.floats(0, Math.toIntExact(parameters.size()));
            try (Segmenter segmenter = new Segmenter(engine, Parameters.of(architecture, values))) {
                List<float[]> foreground = images.testImages().stream()
                        .map(image -> segmenter
                                .predict(image, AuthorsImages.SIDE, AuthorsImages.SIDE)
                                .probabilities())
                        .map(each -> Arrays.copyOfRange(each, each.length / 2, each.length))
                        .toList();
                return images.dice(foreground);
            }
        }
    }
}
