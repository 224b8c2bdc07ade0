package consilium.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.MatrixSpec;
import consilium.networks.Architecture;
import consilium.networks.Emphasis;
import consilium.networks.Images;
import consilium.networks.Learner;
import consilium.networks.Moments;
import consilium.networks.Parameters;
import consilium.networks.Targets;
import consilium.networks.TensorEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// What the forms of annotators' confusion matrices cost to learn, for 2, 4, 10 and 20 classes: numbers and operations
/// counted, time and memory measured, each form in a process of its own.
///
/// Counted, per annotator and pixel: the numbers that are kept; the operations of the last convolution, two per number
/// and channel, and of `A p`. Of a full matrix that takes `(2 L - 1) L`, as the paper has it; of a low-rank one
/// `rank (2 L - 1)` for `w_k . p`, `2 rank L` for the columns and `2 L` for the identity. Measured: processor
/// milliseconds of a whole training step (the mean; the clock has steps of 10), and by how much the process's memory peaked above that of a step
/// without annotators, which is the form `none`.
///
/// Run: `java -cp ... consilium.benchmarks.MatrixFormsBenchmark [steps]`, on Linux.
public final class MatrixFormsBenchmark {

    private static final int[] CLASSES = {2, 4, 10, 20};
    private static final List<String> FORMS = List.of("none", "full", "rank 1", "rank 2", "global");
    private static final List<String> ANNOTATORS = List.of("a", "b", "c", "d");
    private static final int SIDE = 64;
    private static final int BATCH = 2;
    private static final int WIDTH = 16;
    private static final int WARM_UP = 3;
    private static final RandomStreams STREAMS = new RandomStreams(1, "benchmark");

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private MatrixFormsBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3) {
            measure(Integer.parseInt(arguments[0]), arguments[1], Integer.parseInt(arguments[2]));
            return;
        }
        String steps = arguments.length == 0 ? "15" : arguments[0];
        System.out.printf(
                Locale.ROOT,
                "%d images of %d x %d, %d annotators, width %d, one thread%n",
                BATCH, SIDE, SIDE, ANNOTATORS.size(), WIDTH);
        System.out.println("| classes | form | numbers | operations | step, CPU ms | memory, MiB |");
        System.out.println("|---|---|---|---|---|---|");
        for (int classes : CLASSES) {
            long floor = 0;
            for (String form : FORMS) {
                String[] measured = inAnotherProcess(classes, form, steps).split(" ");
                long peak = Long.parseLong(measured[1]);
                floor = form.equals("none") ? peak : floor;
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %s | %d | %d | %s | %s%d |%n",
                        classes,
                        form,
                        numbers(classes, form),
                        operations(classes, form),
                        measured[0],
                        form.equals("none") ? "" : "+",
                        (form.equals("none") ? peak : peak - floor) >> 10);
            }
        }
    }

    /// Kept per annotator and pixel; one matrix for all pixels is next to nothing.
    private static long numbers(int classes, String form) {
        return switch (form) {
            case "none", "global" -> 0;
            case "full" -> (long) classes * classes;
            default -> 2L * rank(form) * classes + 1;
        };
    }

    private static long operations(int classes, String form) {
        long product = (2L * classes - 1) * classes;
        long convolution = 2L * WIDTH * numbers(classes, form);
        return switch (form) {
            case "none" -> 0;
            case "full", "global" -> convolution + product;
            default -> convolution + rank(form) * (4L * classes - 1) + 2L * classes;
        };
    }

    private static int rank(String form) {
        return Integer.parseInt(form.substring("rank ".length()));
    }

    /// Of the same class path. A heap of constant size leaves the difference to what lies outside of it.
    private static String inAnotherProcess(int classes, String form, String steps)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms192m", "-Xmx192m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), MatrixFormsBenchmark.class.getName(),
                Integer.toString(classes), form, steps)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the process for " + form + " and " + classes + " classes failed: " + output);
        }
        return output.strip();
    }

    /// Prints the mean of a step's processor milliseconds, and the peak of the process's memory in KiB.
    private static void measure(int classes, String form, int steps) throws IOException {
        TensorEngine engine = TensorEngine.of(new EngineSpec("pytorch", "2.7.1", "cpu", 1));
        Parameters parameters = Parameters.initial(architecture(classes, form), STREAMS);
        Targets targets = form.equals("none") ? soft(classes) : annotations(classes);
        double milliseconds = engine.alone(() -> {
            try (Learner learner = new Learner(engine, parameters, Moments.none(parameters.count()), 0)) {
                step(learner, targets, WARM_UP);
                long start = PROCESS.getProcessCpuTime();
                step(learner, targets, steps);
                return (PROCESS.getProcessCpuTime() - start) / 1e6 / steps;
            }
        });
        System.out.printf(Locale.ROOT, "%.1f %d%n", milliseconds, peakKibibytes());
    }

    private static void step(Learner learner, Targets targets, int times) {
        for (int step = 0; step < times; step++) {
            learner.step(images(), targets, new Emphasis(0.1, 0), 1e-3);
        }
    }

    private static long peakKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static Architecture architecture(int classes, String form) {
        Optional<MatrixSpec> matrices = switch (form) {
            case "none", "full" -> Optional.empty();
            case "global" -> Optional.of(new MatrixSpec.Global());
            default -> Optional.of(new MatrixSpec.LowRank(rank(form)));
        };
        List<String> annotators = form.equals("none") ? List.of() : ANNOTATORS;
        return new Architecture.UNet(WIDTH, 2, 1, classes, annotators, matrices);
    }

    private static Images images() {
        RandomGenerator random = STREAMS.stream("images");
        float[] values = new float[BATCH * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Images(BATCH, 1, SIDE, SIDE, values);
    }

    private static Targets annotations(int classes) {
        RandomGenerator random = STREAMS.stream("labels");
        return Targets.Annotations.of(
                IntStream.range(0, BATCH)
                        .mapToObj(image -> ANNOTATORS.stream()
                                .map(name -> Optional.of(
                                        LabelMap.generate(SIDE, SIDE, pixel -> random.nextInt(classes))))
                                .toList())
                        .toList(),
                classes);
    }

    private static Targets soft(int classes) {
        float[] shares = new float[BATCH * classes * SIDE * SIDE];
        Arrays.fill(shares, 1f / classes);
        return new Targets.Soft(BATCH, shares);
    }
}
