package consilium.kernel.dataset;

import consilium.kernel.artefact.ArraySink;
import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.recipe.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// A data set's images: `images`, float32 `[N, channels, height, width]`, and `items.json`, one [Item] per image.
public final class ImageSet {

    public static final String KIND = "images";

    private static final String IMAGES = "images";
    private static final String ITEMS = "items.json";
    private static final String CLASSES = "classes";

    private final NdArray images;
    private final List<Item> items;
    private final int classes;

    private ImageSet(NdArray images, List<Item> items, int classes) {
        this.images = images;
        this.items = items;
        this.classes = classes;
    }

    public static ImageSet of(Artefact artefact) {
        List<Item> items = new ArrayList<>();
        for (Object row : (List<?>) Objects.requireNonNull(artefact.table(ITEMS))) {
            items.add(RecordFormat.read(Item.class, row));
        }
        Object classes = artefact.manifest().attributes().getOrDefault(CLASSES, 2);
        return new ImageSet(artefact.array(IMAGES), List.copyOf(items), ((Number) classes).intValue());
    }

    /// @param classes labels in use, background included; at least 2
    public static Writer write(
            ArtefactWriter artefact, List<Item> items, int classes, int channels, int height, int width) {
        artefact.table(ITEMS, items.stream().map(RecordFormat::write).toList());
        artefact.attribute(CLASSES, classes);
        return new Writer(
                artefact, artefact.array(IMAGES, DType.FLOAT32, items.size(), channels, height, width));
    }

    public int size() {
        return items.size();
    }

    /// Labels in use, background included.
    public int classes() {
        return classes;
    }

    public int channels() {
        return images.extent(1);
    }

    public int height() {
        return images.extent(2);
    }

    public int width() {
        return images.extent(3);
    }

    public int pixels() {
        return height() * width();
    }

    public List<Item> items() {
        return items;
    }

    public Item item(int index) {
        return items.get(index);
    }

    /// Indices of the images of a split, ascending.
    public int[] indices(Split split) {
        return IntStream.range(0, items.size())
                .filter(index -> items.get(index).split() == split)
                .toArray();
    }

    /// One image, `[channels, height, width]`.
    public float[] image(int index) {
        return images.floats((long) index * images.stride(), images.stride());
    }

    /// How many images each split has.
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Split split : Split.values()) {
            counts.put(split.name().toLowerCase(Locale.ROOT), indices(split).length);
        }
        return counts;
    }

    /// Takes the images in the order of their items.
    public static final class Writer implements AutoCloseable {

        private final ArtefactWriter artefact;
        private final ArraySink images;

        private Writer(ArtefactWriter artefact, ArraySink images) {
            this.artefact = artefact;
            this.images = images;
        }

        /// @param image `[channels, height, width]`
        public void add(float[] image) {
            images.write(image);
        }

        @Override
        public void close() {
            images.close();
        }

        /// Closes and names the artefact.
        public Digest commit() {
            close();
            return artefact.commit();
        }
    }
}
