package consilium.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import consilium.ingest.IngestStage;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.Npy;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.runtime.format.Trees;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.work.LocalWorkshop;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/// Images per second and peak memory of one reader, from the digest of its files to the artefacts in a store.
///
/// Run: `java -Xmx512m -cp ... consilium.benchmarks.ReaderBenchmark <data> <temp> <reader> [gigabytes]`, in a process of its
/// own for each reader. Readers are those of the real data in `<data>`, and `generated`: images of 512 x 512 pixels in
/// float32 and a label map for each, so many gigabytes (10^9 bytes) together in two `.npy` files under `<temp>`.
public final class ReaderBenchmark {

    private static final int SIDE = 512;
    private static final int PIXELS = SIDE * SIDE;
    private static final Map<String, String> SPECS = Map.of(
            "idx", """
                    {kind: idx, images: mnist/train-images-idx3-ubyte.gz, testImages: mnist/t10k-images-idx3-ubyte.gz}
                    """,
            "png-zip", """
                    kind: annotator-zips
                    train: lidc_idri_slices/lidc_subset_train.zip
                    image: images
                    annotators: [{name: a, folder: mask-0}, {name: b, folder: mask-1}, {name: c, folder: mask-2},
                                 {name: d, folder: mask-3}]
                    blankMeans: nothing-found
                    """,
            "nifti", """
                    kind: nifti
                    path: open_ms_lesjak
                    modalities: [{name: flair, file: "FLAIR_*"}]
                    truth: {file: "GOLD_*"}
                    preprocessing: [{kind: centre-crop, width: 192, height: 192}]
                    split: {validation: 0.5, test: 0}
                    """,
            "tiff-folders", """
                    kind: annotator-folders
                    path: authors_mnist_noisy/MNIST_examples
                    image: Gaussian
                    truth: {folder: GT, threshold: 127}
                    annotators: [{name: over, folder: Over}, {name: under, folder: Under}, {name: wrong, folder: Wrong}]
                    test: validate
                    """,
            "dicom", """
                    kind: dicom
                    path: dicom
                    split: {validation: 0, test: 0}
                    """,
            "generated", """
                    kind: arrays
                    images: {file: images.npy}
                    labels: {file: labels.npy}
                    annotators: [ann]
                    blankMeans: nothing-found
                    """);

    private ReaderBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        Path temp = Files.createTempDirectory(Path.of(arguments[1]), "readers");
        String reader = arguments[2];
        try {
            Path root = switch (reader) {
                case "generated" -> generate(temp, Double.parseDouble(arguments[3]));
                case "dicom" -> slices(data, temp, 1000);
                default -> data;
            };
            measure(reader, root, temp.resolve("store"));
        } finally {
            delete(temp);
        }
    }

    private static void measure(String reader, Path root, Path folder) {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        DatasetSpec spec = RecordFormat.read(DatasetSpec.class, Trees.yaml(SPECS.getOrDefault(reader, ""), reader));
        StageSpec.Ingest slice = new StageSpec.Ingest(spec, 1);
        DirectoryStore store = new DirectoryStore(folder);
        IngestStage stage = new IngestStage(root);
        long processor = process.getProcessCpuTime();
        long start = System.nanoTime();
        stage.sources(slice);
        Made made = stage.make(slice, new Inputs(store, Map.of()), new LocalWorkshop(store));
        double seconds = (System.nanoTime() - start) / 1e9;
        double busy = (process.getProcessCpuTime() - processor) / 1e9;
        int images = ((Number) Objects.requireNonNull(made.summary().get("images"))).intValue();
        long peak = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf(
                Locale.ROOT,
                "%s: %d images in %.2f s, %.0f images/s; %.3f ms and %.3f ms of processor an image;"
                        + " peak heap %d MiB of %d%n",
                reader, images, seconds, images / seconds, 1e3 * seconds / images, 1e3 * busy / images, peak >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static Path generate(Path folder, double gigabytes) throws IOException {
        long count = Math.round(gigabytes * 1e9 / (PIXELS * 5.0));
        Random random = new Random(1);
        byte[] block = new byte[PIXELS * Float.BYTES];
        try (OutputStream images = out(folder, "images.npy", DType.FLOAT32, List.of(count, (long) SIDE, (long) SIDE));
                OutputStream labels =
                        out(folder, "labels.npy", DType.UINT8, List.of(count, 1L, (long) SIDE, (long) SIDE))) {
            byte[] map = new byte[PIXELS];
            for (long image = 0; image < count; image++) {
                ByteBuffer values = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
                for (int pixel = 0; pixel < PIXELS; pixel++) {
                    values.putFloat(4 * pixel, (pixel & 1023) * 0.001f + image);
                }
                map[random.nextInt(PIXELS)] ^= 1;
                images.write(block);
                labels.write(map);
            }
        }
        return folder;
    }

    private static OutputStream out(Path folder, String name, DType type, List<Long> shape) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 20);
        out.write(Npy.header(type, shape));
        return out;
    }

    /// So many copies of the one real slice, each under a SOPInstanceUID of its own.
    private static Path slices(Path data, Path temp, int count) throws IOException {
        byte[] slice = Files.readAllBytes(data.resolve("lidc_dicom/LIDC-IDRI-0001_000001.dcm"));
        String text = new String(slice, StandardCharsets.ISO_8859_1);
        int uid = text.indexOf("1.3.6", text.indexOf("\u0008\0\u0018\0UI"));
        Path folder = Files.createDirectory(temp.resolve("dicom"));
        for (int copy = 0; copy < count; copy++) {
            byte[] number = String.format(Locale.ROOT, "%04d", copy).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(number, 0, slice, uid + 40, number.length);
            Files.write(folder.resolve(copy + ".dcm"), slice);
        }
        return temp;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
