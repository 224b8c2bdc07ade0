package consilium.benchmarks;

import consilium.fuse.Estimate;
import consilium.fuse.Fused;
import consilium.fuse.Fusion;
import consilium.fuse.VotePool;
import consilium.fuse.Votes;
import consilium.kernel.spec.FusionSpec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/// STAPLE's time from votes to a label and a probability per pixel, beside the least that any method can take: reading
/// each vote once and writing each result once, in the same process and minutes.
///
/// Votes are those of annotators who draw a ball of nested shells with the boundary misplaced, one pixel of 500 at
/// random, so neighbours mostly agree, as in images. One thread; medians of its processor time, after warm-up.
/// Run: `java -cp ... consilium.benchmarks.FusionBenchmark [repeats]`.
public final class FusionBenchmark {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder()).withInvokeExactBehavior();
    private static final FusionSpec.Staple STAPLE = new FusionSpec.Staple(10_000, 0, 1, false);
    private static final int[][] SHAPES = {{1, 28, 28}, {1, 192, 192}, {181, 217, 181}};

    /// A stack of slices that are pooled.
    private static final int[] SLICE = {5000, 64, 64};

    private static final int[] SPATIAL = {1, 512, 512};

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// Keeps results in use.
    private static long sink;

    private FusionBenchmark() {}

    public static void main(String[] arguments) {
        int repeats = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        System.out.printf("| pixels | annotators | classes | passes | count ms | EM ms | paint ms | all ms | floor ms"
                + " | times floor |%n|---|---|---|---|---|---|---|---|---|---|%n");
        for (int[] shape : SHAPES) {
            for (int classes : new int[] {2, 4}) {
                for (int annotators : new int[] {3, 4, 5, 7}) {
                    measure(shape, annotators, classes, repeats);
                }
            }
        }
        measurePooled(repeats);
        measureSpatial(repeats);
        System.out.println("(" + sink + ")");
    }

    /// The time to count the votes on 5,000 slices, to learn from all of them together, and to give every slice its
    /// labels and probabilities.
    private static void measurePooled(int repeats) {
        System.out.printf("%n| slices | pixels of each | annotators | classes | method | passes | count ms | EM ms"
                + " | paint ms | all ms |%n|---|---|---|---|---|---|---|---|---|---|%n");
        int side = SLICE[1] * SLICE[2];
        for (int classes : new int[] {2, 4}) {
            List<Votes> slices = new ArrayList<>();
            byte[][] maps = maps(SLICE, 4, classes);
            for (int slice = 0; slice < SLICE[0]; slice++) {
                int from = slice * side;
                slices.add(new Votes(
                        classes,
                        Arrays.stream(maps)
                                .map(map -> Optional.of(Arrays.copyOfRange(map, from, from + side)))
                                .toList()));
            }
            measurePooled("STAPLE", STAPLE, slices, repeats);
            measurePooled("Dawid-Skene", new FusionSpec.DawidSkene(10_000, 1e-7, true), slices, repeats);
            measurePooled("COLLATE", new FusionSpec.Collate(0.99, 10_000, 1e-7, true), slices, repeats);
        }
    }

    private static void measurePooled(String name, FusionSpec.Pooling method, List<Votes> slices, int repeats) {
        Votes first = slices.getFirst();
        float[] result = new float[first.pixels()];
        byte[] labels = new byte[first.pixels()];
        List<double[]> runs = new ArrayList<>();
        int passes = 0;
        for (int run = -3; run < repeats; run++) {
            long start = now();
            VotePool pool = new VotePool(first.classes(), first.annotators());
            List<Fusion> counted = new ArrayList<>();
            for (Votes slice : slices) {
                Fusion fusion = new Fusion(slice);
                pool.add(fusion);
                counted.add(fusion);
            }
            long pooled = now();
            Estimate estimate = pool.estimate(method);
            long estimated = now();
            for (Fusion fusion : counted) {
                Fused fused = fusion.given(estimate);
                fused.probability(1, result, 0);
                fused.labels(labels);
                sink += (long) result[result.length / 2] + labels[labels.length / 2];
            }
            long painted = now();
            passes = estimate.passes();
            if (run >= 0) {
                runs.add(new double[] {pooled - start, estimated - pooled, painted - estimated, painted - start});
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %d | %d | %s | %d | %.1f | %.1f | %.1f | %.1f |%n",
                slices.size(),
                first.pixels(),
                first.annotators(),
                first.classes(),
                name,
                passes,
                median(runs, 0),
                median(runs, 1),
                median(runs, 2),
                median(runs, 3));
    }

    /// Spatial STAPLE's time per pass, where the window must not matter; setting up, STAPLE of the whole image
    /// included, and writing the result are shared among the passes.
    private static void measureSpatial(int repeats) {
        System.out.printf("%n| pixels | annotators | classes | half window | passes | ms per pass |%n"
                + "|---|---|---|---|---|---|%n");
        for (int classes : new int[] {2, 4}) {
            for (int halfWindow : new int[] {3, 7, 15}) {
                measureSpatial(classes, halfWindow, repeats);
            }
        }
    }

    private static void measureSpatial(int classes, int halfWindow, int repeats) {
        int annotators = 5;
        int passes = 10;
        Votes votes = Votes.ofRows(
                classes,
                SPATIAL[2],
                Arrays.stream(maps(SPATIAL, annotators, classes)).map(Optional::of).toList());
        FusionSpec.SpatialStaple spec = new FusionSpec.SpatialStaple(halfWindow, 100, passes, 0);
        List<double[]> runs = new ArrayList<>();
        for (int run = -3; run < repeats; run++) {
            long start = now();
            sink += (long) new Fusion(votes).fuse(spec).probability(0, 1);
            if (run >= 0) {
                runs.add(new double[] {(double) (now() - start) / passes});
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %d | %d | %d | %.2f |%n",
                votes.pixels(),
                annotators,
                classes,
                halfWindow,
                passes,
                median(runs, 0));
    }

    private static void measure(int[] shape, int annotators, int classes, int repeats) {
        byte[][] maps = maps(shape, annotators, classes);
        Votes votes = new Votes(classes, Arrays.stream(maps).map(Optional::of).toList());
        float[] result = new float[maps[0].length];
        byte[] labels = new byte[result.length];
        int times = repeats * Math.max(1, 200_000 / result.length);
        List<double[]> runs = new ArrayList<>();
        int passes = 0;
        for (int run = -times / 2 - 5; run < times; run++) {
            long start = now();
            Fusion fusion = new Fusion(votes);
            long counted = now();
            Estimate estimate = fusion.estimate(STAPLE);
            Fused fused = fusion.given(estimate);
            long estimated = now();
            fused.probability(1, result, 0);
            fused.labels(labels);
            long painted = now();
            sink += (long) result[result.length / 2] + labels[labels.length / 2];
            read(maps);
            Arrays.fill(result, run);
            Arrays.fill(labels, (byte) run);
            long floor = now();
            passes = estimate.passes();
            if (run >= 0) {
                runs.add(new double[] {
                        counted - start, estimated - counted, painted - estimated, painted - start, floor - painted
                });
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %d | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.2f |%n",
                result.length,
                annotators,
                classes,
                passes,
                median(runs, 0),
                median(runs, 1),
                median(runs, 2),
                median(runs, 3),
                median(runs, 4),
                median(runs, 3) / median(runs, 4));
    }

    /// Nanoseconds that this thread has had a processor: a busy machine takes the processor away, but not the time.
    private static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /// Four sums, as one would wait for its last addition longer than for the memory.
    private static void read(byte[][] maps) {
        for (byte[] map : maps) {
            long a = 0;
            long b = 0;
            long c = 0;
            long d = 0;
            for (int pixel = 0; pixel <= map.length - 4 * Long.BYTES; pixel += 4 * Long.BYTES) {
                a += (long) LONGS.get(map, pixel);
                b += (long) LONGS.get(map, pixel + Long.BYTES);
                c += (long) LONGS.get(map, pixel + 2 * Long.BYTES);
                d += (long) LONGS.get(map, pixel + 3 * Long.BYTES);
            }
            sink += a + b + c + d;
        }
    }

    /// Milliseconds.
    private static double median(List<double[]> runs, int part) {
        double[] values = runs.stream().mapToDouble(run -> run[part]).sorted().toArray();
        return values[values.length / 2] / 1e6;
    }

    private static byte[][] maps(int[] shape, int annotators, int classes) {
        Random random = new Random(1001);
        byte[][] maps = new byte[annotators][shape[0] * shape[1] * shape[2]];
        for (int annotator = 0; annotator < annotators; annotator++) {
            double bias = 0.03 * (annotator - annotators / 2.0) + 0.01 * random.nextGaussian();
            for (int pixel = 0; pixel < maps[annotator].length; pixel++) {
                double depth = depth(shape, pixel) + bias;
                int label = depth <= 0 ? 0 : Math.min(classes - 1, 1 + (int) (depth * 3 * (classes - 1)));
                maps[annotator][pixel] = (byte) (random.nextInt(500) == 0 ? random.nextInt(classes) : label);
            }
        }
        return maps;
    }

    /// How deep in the ball the pixel lies, as a share of the image's extent; negative outside.
    private static double depth(int[] shape, int pixel) {
        double x = (double) (pixel % shape[2]) / shape[2] - 0.5;
        double y = (double) (pixel / shape[2] % shape[1]) / shape[1] - 0.5;
        double z = shape[0] == 1 ? 0 : (double) (pixel / shape[2] / shape[1]) / shape[0] - 0.5;
        return 0.35 - Math.sqrt(x * x + y * y + z * z);
    }
}
