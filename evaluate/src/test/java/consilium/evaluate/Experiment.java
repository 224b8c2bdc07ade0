package consilium.evaluate;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.LabelSet;
import consilium.kernel.dataset.PredictionSet;
import consilium.kernel.dataset.Split;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.EvaluationSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.work.LocalWorkshop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A made-up experiment of disks: two images to train on, the rest to test; three annotators, of whom `over` did not
/// look at the last image; a network that misses the disk's left rim.
final class Experiment {

    private static final List<String> ANNOTATORS = List.of("good", "over", "blank");
    private static final int TRAINING = 2;

    private final DirectoryStore store;
    private final LocalWorkshop workshop;
    private final int images;
    private final int size;
    private final Map<String, Digest> inputs = new HashMap<>();

    Experiment(Path temp, int images, int size) {
        this.store = new DirectoryStore(temp.resolve("store-" + images));
        this.workshop = new LocalWorkshop(store);
        this.images = images;
        this.size = size;
        inputs.put(Role.IMAGES, images());
        inputs.put(Role.TRUTH, truth());
        inputs.put(Role.ANNOTATIONS, annotations());
        inputs.put(Role.LABELS, labels(true));
        predict(this::missed, ANNOTATORS.size());
    }

    void withoutMatrices() {
        inputs.put(Role.LABELS, labels(false));
        predict(this::missed, 0);
    }

    void predictTheTruth() {
        predict((image, pixel) -> disk(image, pixel, 0) ? 0.9f : 0.1f, ANNOTATORS.size());
    }

    void predictNothing() {
        predict((image, pixel) -> 0.1f, ANNOTATORS.size());
    }

    void predictTheOpposite() {
        predict((image, pixel) -> disk(image, pixel, 0) ? 0.1f : 0.9f, ANNOTATORS.size());
    }

    /// Annotators foretold without a truth, each exactly.
    void foretellWithoutMatrices() {
        int[] items = IntStream.range(TRAINING, images).toArray();
        try (PredictionSet.Writer writer = PredictionSet.write(
                artefact(PredictionSet.KIND), items, 2, new PredictionSet.Beside(0, ANNOTATORS.size(), 0), size,
                size)) {
            for (int item : items) {
                float[] said = new float[ANNOTATORS.size() * 2 * size * size];
                for (int annotator = 0; annotator < ANNOTATORS.size(); annotator++) {
                    float[] own = probabilities(drawn(annotator), item);
                    System.arraycopy(own, 0, said, annotator * own.length, own.length);
                }
                writer.add(probabilities(this::missed, item), new float[0], said, new byte[0]);
            }
            inputs.put(Role.PREDICTIONS, writer.commit());
        }
    }

    /// Samples: every annotator's map, twice.
    void drawSamples() {
        int[] items = IntStream.range(TRAINING, images).toArray();
        try (PredictionSet.Writer writer = PredictionSet.write(
                artefact(PredictionSet.KIND), items, 2, new PredictionSet.Beside(0, 0, 2 * ANNOTATORS.size()), size,
                size)) {
            int pixels = size * size;
            for (int item : items) {
                byte[] samples = new byte[2 * ANNOTATORS.size() * pixels];
                for (int index = 0; index < samples.length; index++) {
                    samples[index] =
                            (byte) drawn(index / pixels % ANNOTATORS.size()).at(item, index % pixels);
                }
                writer.add(probabilities(this::missed, item), new float[0], new float[0], samples);
            }
            inputs.put(Role.PREDICTIONS, writer.commit());
        }
    }

    private Foreground drawn(int annotator) {
        return (image, pixel) -> switch (annotator) {
            case 0 -> disk(image, pixel, 0) ? 1 : 0;
            case 1 -> disk(image, pixel, size / 10.0) ? 1 : 0;
            default -> 0;
        };
    }

    Made evaluate(EvaluationSpec spec, StageSpec.Evaluate.Subject subject) {
        StageSpec.Evaluate slice = new StageSpec.Evaluate(spec, subject);
        Map<String, Digest> declared = new HashMap<>(inputs);
        declared.keySet().retainAll(slice.reads());
        return new EvaluateStage().make(slice, new Inputs(store, declared), workshop);
    }

    Artefact open(Made made) {
        return store.artefact(made.outputs().get(Role.EVALUATION));
    }

    /// Probability of foreground.
    private interface Foreground {
        float at(int image, int pixel);
    }

    private float missed(int image, int pixel) {
        return disk(image, pixel, 0) && pixel % size > size / 2 - image % 4 ? 0.8f : 0.15f;
    }

    /// A disk that grows from image to image, `wider` pixels more.
    private boolean disk(int image, int pixel, double wider) {
        double radius = size / 6.0 + 0.1 * image + wider;
        double x = pixel % size - size / 2.0 + 0.5;
        double y = pixel / size - size / 2.0 + 0.5;
        return x * x + y * y < radius * radius;
    }

    private LabelMap map(int image, double wider) {
        return LabelMap.generate(size, size, pixel -> disk(image, pixel, wider) ? 1 : 0);
    }

    private Digest images() {
        List<Item> items = IntStream.range(0, images)
                .mapToObj(image -> image < TRAINING
                        ? new Item("train " + image, "train " + image, Split.TRAIN)
                        : new Item("test, " + image, "test, " + image, Split.TEST))
                .toList();
        try (ImageSet.Writer writer = ImageSet.write(artefact(ImageSet.KIND), items, 2, 1, size, size)) {
            for (int image = 0; image < images; image++) {
                float[] pixels = new float[size * size];
                for (int pixel = 0; pixel < pixels.length; pixel++) {
                    pixels[pixel] = (disk(image, pixel, 0) ? 0.7f : 0.25f) + (pixel * 7919 + image) % 13 / 100f;
                }
                writer.add(pixels);
            }
            return writer.commit();
        }
    }

    private Digest truth() {
        try (TruthSet.Writer writer = TruthSet.write(artefact(TruthSet.KIND), images, size, size)) {
            for (int image = 0; image < images; image++) {
                writer.add(map(image, 0));
            }
            return writer.commit();
        }
    }

    private Digest annotations() {
        try (AnnotationSet.Writer writer =
                AnnotationSet.write(artefact(AnnotationSet.KIND), images, ANNOTATORS.size(), size, size)) {
            for (int image = 0; image < images; image++) {
                writer.add(List.of(
                        Optional.of(map(image, 0)),
                        image == images - 1 ? Optional.empty() : Optional.of(map(image, size / 10.0)),
                        Optional.of(LabelMap.background(size, size))));
            }
            return writer.commit(ANNOTATORS.stream()
                    .map(name -> Map.<String, Object>of("name", name))
                    .toList());
        }
    }

    /// As the fuse stage writes them: with an estimate per image, or with none.
    private Digest labels(boolean estimated) {
        List<Object> rows = new ArrayList<>();
        try (LabelSet.Writer writer = LabelSet.write(artefact(LabelSet.KIND), images, 2, size, size)) {
            for (int image = 0; image < images; image++) {
                int index = image;
                writer.add(map(image, 0.5), probabilities((at, pixel) -> disk(index, pixel, 0.5) ? 1 : 0, image));
                rows.add(Map.of("annotators", IntStream.range(0, ANNOTATORS.size())
                        .<Object>mapToObj(annotator -> Map.of("confusion", matrix(annotator)))
                        .toList()));
            }
            Map<String, Object> reliability = new HashMap<>();
            reliability.put("method", estimated ? "staple" : "mean");
            reliability.put("annotators", ANNOTATORS.stream().<Object>map(name -> Map.of("name", name)).toList());
            if (estimated) {
                reliability.put("images", rows);
            }
            return writer.commit(reliability);
        }
    }

    private static List<List<Double>> matrix(int annotator) {
        return switch (annotator) {
            case 0 -> List.of(List.of(0.98, 0.05), List.of(0.02, 0.95));
            case 1 -> List.of(List.of(0.9, 0.0), List.of(0.1, 1.0));
            default -> List.of(List.of(1.0, 1.0), List.of(0.0, 0.0));
        };
    }

    private void predict(Foreground foreground, int annotators) {
        int[] items = IntStream.range(TRAINING, images).toArray();
        try (PredictionSet.Writer writer =
                PredictionSet.write(artefact(PredictionSet.KIND), items, 2, annotators, size, size)) {
            for (int item : items) {
                writer.add(probabilities(foreground, item), matrices(item, annotators));
            }
            inputs.put(Role.PREDICTIONS, writer.commit());
        }
    }

    private float[] probabilities(Foreground foreground, int image) {
        int pixels = size * size;
        float[] probability = new float[2 * pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            probability[pixels + pixel] = foreground.at(image, pixel);
            probability[pixel] = 1 - probability[pixels + pixel];
        }
        return probability;
    }

    /// Good: nearly the identity. Over: says foreground around the disk. Blank: never says it.
    private float[] matrices(int image, int annotators) {
        int pixels = size * size;
        float[] entries = new float[annotators * 4 * pixels];
        for (int annotator = 0; annotator < annotators; annotator++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                float rim = disk(image, pixel, size / 9.0) ? 0.85f : 0.04f;
                float falseAlarm = new float[] {0.03f, rim, 0.01f}[annotator];
                float found = new float[] {0.97f, 0.98f, 0.02f}[annotator];
                int start = annotator * 4 * pixels + pixel;
                entries[start] = 1 - falseAlarm;
                entries[start + pixels] = 1 - found;
                entries[start + 2 * pixels] = falseAlarm;
                entries[start + 3 * pixels] = found;
            }
        }
        return entries;
    }

    private ArtefactWriter artefact(String kind) {
        return workshop.artefact(kind, 1);
    }
}
