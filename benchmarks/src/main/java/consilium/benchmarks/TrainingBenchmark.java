package consilium.benchmarks;

import consilium.kernel.plan.EngineSpec;
import consilium.networks.TensorEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// What a training step costs beside PyTorch's, and whether memory grows with the steps.
///
/// By turns, on one thread each: the network that the paper's authors released, in PyTorch; our default network, in
/// PyTorch; our default network, here. A step is forward, loss, backward and AdamW on five images of 28 x 28 with four
/// annotators. Counted is processor time, user and system, of the whole process, so that neither neighbours on the
/// machine nor what the virtual machine does beside the step can hide; given is the median over the rounds, and the
/// median of the rounds' ratios.
///
/// Memory: what the process holds after 1,000 and after 10,000 steps of a small network, with a heap of constant size, so
/// that the difference lies outside of it.
///
/// Run from the repository's root: `java -cp ... consilium.benchmarks.TrainingBenchmark [rounds [python [gpu]]]`, on Linux,
/// with PyTorch for the Python of that name; or with `memory`. On a GPU time is counted as it passes.
public final class TrainingBenchmark {

    private static final Path SCRIPT = Path.of("benchmarks", "python", "training_step.py");
    private static final String MEMORY = "memory";
    private static final String MEMORY_ALONE = "memory-alone";
    private static final String CPU = "cpu";
    private static final int STEPS = 20;

    private TrainingBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String first = arguments.length == 0 ? "15" : arguments[0];
        switch (first) {
            case MEMORY -> memoryInAnotherProcess();
            case MEMORY_ALONE -> alone(CPU, TrainingBenchmark::memory);
            default -> {
                String python = arguments.length < 2 ? "python3" : arguments[1];
                String device = arguments.length < 3 ? CPU : arguments[2];
                alone(device, where -> speed(where, Integer.parseInt(first), python));
                memoryInAnotherProcess();
            }
        }
    }

    private interface Measurement {
        void take(EngineSpec where) throws IOException;
    }

    private static void alone(String device, Measurement measurement) {
        EngineSpec where = new EngineSpec("pytorch", "2.7.1", device, 1);
        TensorEngine.of(where).alone(() -> {
            try {
                measurement.take(where);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return "";
        });
    }

    private static void speed(EngineSpec where, int rounds, String python) throws IOException {
        String device = where.device().equals(CPU) ? CPU : "cuda";
        double[] released = new double[rounds];
        double[] lean = new double[rounds];
        double[] ours = new double[rounds];
        try (PyTorchSteps theirs = new PyTorchSteps(python, SCRIPT, "released", device);
                PyTorchSteps same = new PyTorchSteps(python, SCRIPT, "lean", device);
                TrainingSteps own = new TrainingSteps(where, 24, 3, 5, 28)) {
            requireEqual(same.parameters(), own.parameters());
            theirs.take(5);
            same.take(5);
            own.take(3 * STEPS);
            for (int round = 0; round < rounds; round++) {
                released[round] = theirs.take(STEPS);
                ours[round] = own.take(STEPS);
                lean[round] = same.take(STEPS);
            }
            System.out.printf("%d rounds of %d steps on the %s, one thread%n", rounds, STEPS, where.device());
            System.out.println("| step of | parameters | multiply-adds per image | ms | ratio |");
            System.out.println("|---|---|---|---|---|");
            row("released network, PyTorch " + theirs.version(), theirs.parameters(), theirs.multiplyAdds(), released,
                    released);
            row("our network, PyTorch " + same.version(), same.parameters(), same.multiplyAdds(), lean, released);
            row("our network, Consilium", own.parameters(), same.multiplyAdds(), ours, released);
        }
        System.out.printf(Locale.ROOT, "Consilium to PyTorch, the same network: %.3f%n", median(ratios(ours, lean)));
    }

    private static void row(String what, int parameters, long multiplyAdds, double[] each, double[] beside) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %.2f M | %.1f | %.3f |%n",
                what, parameters, multiplyAdds / 1e6, median(each), median(ratios(each, beside)));
    }

    private static void requireEqual(int python, int own) {
        if (python != own) {
            throw new IllegalStateException(
                    "the Python network has " + python + " parameters, ours " + own + ": not the same network");
        }
    }

    private static double[] ratios(double[] each, double[] beside) {
        double[] ratios = new double[each.length];
        Arrays.setAll(ratios, round -> each[round] / beside[round]);
        return ratios;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static void memoryInAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), TrainingBenchmark.class.getName(), MEMORY_ALONE)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the process that measures memory failed: " + output);
        }
        System.out.print(output);
    }

    private static void memory(EngineSpec where) throws IOException {
        try (TrainingSteps steps = new TrainingSteps(where, 4, 2, 2, 8)) {
            System.out.println("| steps of a small network | memory of the process, MiB |");
            System.out.println("|---|---|");
            int taken = 0;
            for (int until : new int[] {1_000, 2_000, 5_000, 10_000}) {
                steps.take(until - taken);
                taken = until;
                System.out.printf(Locale.ROOT, "| %,d | %.1f |%n", until, residentKibibytes() / 1024.0);
            }
        }
    }

    private static long residentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
