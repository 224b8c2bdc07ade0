package consilium.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import consilium.ingest.IngestStage;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.stage.Inputs;
import consilium.runtime.format.Trees;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.work.LocalWorkshop;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;

/// All of ingestion of a zip of PNGs, from its digest to three artefacts in a store, beside a plain loop over the same
/// entries with the JDK's ImageIO, which only decodes; in turn, in one process, on one thread per processor.
///
/// Run: `java -Xmx512m -XX:ActiveProcessorCount=<threads> -cp ... consilium.benchmarks.IngestBenchmark <data> [repeats]`,
/// where `<data>` holds `lidc_idri_slices/lidc_subset_train.zip`.
public final class IngestBenchmark {

    private static final String ZIP = "lidc_idri_slices/lidc_subset_train.zip";
    private static final String SPEC =
            """
                    kind: annotator-zips
                    train: %s
                    image: images
                    annotators:
                      - {name: a, folder: mask-0}
                      - {name: b, folder: mask-1}
                      - {name: c, folder: mask-2}
                      - {name: d, folder: mask-3}
                    blankMeans: nothing-found
                    onBadInput: %s
                    """;

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private IngestBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        int repeats = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int threads = Runtime.getRuntime().availableProcessors();
        System.out.printf(
                Locale.ROOT, "threads %d, heap %d MiB%n", threads, Runtime.getRuntime().maxMemory() >> 20);
        List<Spent> plain = new ArrayList<>();
        List<Spent> ingest = new ArrayList<>();
        List<Spent> skipping = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            plain.add(Spent.on(() -> decode(data.resolve(ZIP), threads)));
            ingest.add(Spent.on(() -> ingest(data, "fail")));
            skipping.add(Spent.on(() -> ingest(data, "skip-and-report")));
            System.out.printf("ImageIO loop %s, ingest %s, ingest that may skip %s%n",
                    plain.getLast(), ingest.getLast(), skipping.getLast());
        }
        Spent loop = Spent.median(plain);
        System.out.printf(
                Locale.ROOT,
                "medians without the first: ImageIO loop %s, ingest %s, ingest that may skip %s%n"
                        + "ingest / loop: wall clock %.2f, processor %.2f%n",
                loop, Spent.median(ingest), Spent.median(skipping),
                Spent.median(ingest).seconds / loop.seconds, Spent.median(ingest).processor / loop.processor);
    }

    /// @param seconds   of wall clock
    /// @param processor seconds of processor time in all threads, which a busy machine does not lengthen
    private record Spent(double seconds, double processor) {

        static Spent on(Runnable work) {
            long start = System.nanoTime();
            long processor = PROCESS.getProcessCpuTime();
            work.run();
            return new Spent(
                    (System.nanoTime() - start) / 1e9, (PROCESS.getProcessCpuTime() - processor) / 1e9);
        }

        /// Of each by itself; the first is left out where there are others, because code is still being compiled in it.
        static Spent median(List<Spent> all) {
            List<Spent> warm = all.size() > 1 ? all.subList(1, all.size()) : all;
            return new Spent(median(warm, Spent::seconds), median(warm, Spent::processor));
        }

        private static double median(List<Spent> all, ToDoubleFunction<Spent> of) {
            double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
            return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f s (processor %.2f s)", seconds, processor);
        }
    }

    private static void ingest(Path data, String onBadInput) {
        DatasetSpec spec = RecordFormat.read(DatasetSpec.class, Trees.yaml(SPEC.formatted(ZIP, onBadInput), "spec"));
        StageSpec.Ingest slice = new StageSpec.Ingest(spec, 1);
        try {
            Path temp = Files.createTempDirectory("ingest");
            DirectoryStore store = new DirectoryStore(temp);
            IngestStage stage = new IngestStage(data);
            stage.sources(slice);
            stage.make(slice, new Inputs(store, Map.of()), new LocalWorkshop(store));
            delete(temp);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void decode(Path path, int threads) {
        ImageIO.setUseCache(false);
        try (ZipFile zip = new ZipFile(path.toFile());
                ExecutorService readers = Executors.newFixedThreadPool(threads)) {
            List<? extends ZipEntry> entries = zip.stream().toList();
            List<Future<Integer>> parts = IntStream.range(0, threads)
                    .mapToObj(part -> readers.submit(() -> decode(zip, entries, part, threads)))
                    .toList();
            for (Future<Integer> part : parts) {
                part.get();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int decode(ZipFile zip, List<? extends ZipEntry> entries, int first, int step) throws IOException {
        int sum = 0;
        for (int index = first; index < entries.size(); index += step) {
            try (InputStream in = zip.getInputStream(entries.get(index))) {
                BufferedImage image = ImageIO.read(in);
                sum += image.getRaster().getSample(image.getWidth() / 2, image.getHeight() / 2, 0);
            }
        }
        return sum;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
