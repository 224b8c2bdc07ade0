package consilium.benchmarks;

import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Workshop;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// The example images that the paper's authors published: 60 to learn from and 10 to choose the epoch by, of their `train`
/// folder, and the 10 of their `validate` folder to be tested on; three annotators who err, and one who is right.
final class AuthorsImages {

    static final List<String> ANNOTATORS = List.of("Over", "Under", "Wrong", "GT");
    static final int CHANNELS = 3;
    static final int SIDE = 28;
    static final int CLASSES = 2;

    private static final int LEARNED = 60;

    private final List<Path> train;
    private final List<Path> test;

    AuthorsImages(Path folder) throws IOException {
        train = cases(folder.resolve("train"));
        test = cases(folder.resolve("validate"));
        if (testTruths().stream().anyMatch(truth -> truth.equals(LabelMap.generate(SIDE, SIDE, pixel -> 0)))) {
            throw new IllegalStateException("a truth without foreground in " + folder + ": not the authors' images");
        }
    }

    Digest images(Workshop workshop) {
        try (ImageSet.Writer writer =
                ImageSet.write(workshop.artefact(ImageSet.KIND, 1), items(), CLASSES, CHANNELS, SIDE, SIDE)) {
            all().forEach(truth -> writer.add(image(truth)));
            return writer.commit();
        }
    }

    Digest annotations(Workshop workshop) {
        try (AnnotationSet.Writer writer = AnnotationSet.write(
                workshop.artefact(AnnotationSet.KIND, 1), all().size(), ANNOTATORS.size(), SIDE, SIDE)) {
            all().forEach(truth -> writer.add(
                    ANNOTATORS.stream().map(name -> Optional.of(map(truth, name))).toList()));
            return writer.commit(ANNOTATORS.stream()
                    .map(name -> Map.<String, Object>of("name", name))
                    .toList());
        }
    }

    List<float[]> testImages() {
        return test.stream().map(AuthorsImages::image).toList();
    }

    List<LabelMap> testTruths() {
        return test.stream().map(truth -> map(truth, "GT")).toList();
    }

    private List<Path> all() {
        return Stream.concat(train.stream(), test.stream()).toList();
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (Path truth : all()) {
            int index = items.size();
            Split split = index < LEARNED ? Split.TRAIN : index < train.size() ? Split.VALIDATION : Split.TEST;
            items.add(new Item(id(truth), id(truth), split));
        }
        return items;
    }

    private static List<Path> cases(Path split) throws IOException {
        try (Stream<Path> files = Files.list(split.resolve("GT"))) {
            return files.sorted().toList();
        }
    }

    private static float[] image(Path truth) {
        Raster raster = raster(truth, "Gaussian");
        float[] planes = new float[CHANNELS * SIDE * SIDE];
        for (int i = 0; i < planes.length; i++) {
            int pixel = i % (SIDE * SIDE);
            planes[i] = raster.getSampleFloat(pixel % SIDE, pixel / SIDE, i / (SIDE * SIDE));
        }
        return planes;
    }

    /// The truth is a grey image, foreground above 10 of 255; the others are masks.
    private static LabelMap map(Path truth, String annotator) {
        Raster raster = raster(truth, annotator);
        float threshold = annotator.equals("GT") ? 10 : 0.5f;
        return LabelMap.generate(
                SIDE, SIDE, pixel -> raster.getSampleFloat(pixel % SIDE, pixel / SIDE, 0) > threshold ? 1 : 0);
    }

    /// Of the numbers as they stand in the file; as an image, floats would be scaled.
    private static Raster raster(Path truth, String folder) {
        Path file = Objects.requireNonNull(truth.getParent()).resolveSibling(folder)
                .resolve(id(truth) + "_" + folder + ".tif");
        ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
        try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(input);
            return reader.readRaster(0, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reader.dispose();
        }
    }

    private static String id(Path truth) {
        String name = truth.getFileName().toString();
        return name.substring(0, name.indexOf('_'));
    }

    /// The mean over the test images of the foreground's Dice.
    ///
    /// @param probabilities of the foreground, per test image
    double dice(List<float[]> probabilities) {
        List<LabelMap> truths = testTruths();
        return IntStream.range(0, truths.size())
                .mapToDouble(index -> dice(probabilities.get(index), truths.get(index)))
                .average()
                .orElseThrow();
    }

    private static double dice(float[] foreground, LabelMap truth) {
        int both = 0;
        int sum = 0;
        for (int pixel = 0; pixel < truth.size(); pixel++) {
            int said = foreground[pixel] > 0.5f ? 1 : 0;
            both += said & truth.at(pixel);
            sum += said + truth.at(pixel);
        }
        return sum == 0 ? 1 : 2.0 * both / sum;
    }
}
