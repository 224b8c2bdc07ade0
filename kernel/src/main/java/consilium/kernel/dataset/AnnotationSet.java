package consilium.kernel.dataset;

import consilium.kernel.artefact.ArraySink;
import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Every annotator's label map of every image they looked at: `labels`, uint8 `[N, annotators, height, width]`;
/// `present`, uint8 `[N, annotators]`, 1 where there is a map; `annotators.json`, one row per annotator with at
/// least a `name`.
///
/// Who did not look and who looked and found nothing are different: absent, and a map of background.
public final class AnnotationSet {

    public static final String KIND = "annotations";

    private static final String LABELS = "labels";
    private static final String PRESENT = "present";
    private static final String ANNOTATORS = "annotators.json";
    private static final String NAME = "name";

    private final NdArray labels;
    private final byte[] present;
    private final List<String> annotators;
    private final List<?> rows;

    private AnnotationSet(NdArray labels, byte[] present, List<String> annotators, List<?> rows) {
        this.labels = labels;
        this.present = present;
        this.annotators = annotators;
        this.rows = rows;
    }

    public static AnnotationSet of(Artefact artefact) {
        List<?> rows = (List<?>) Objects.requireNonNull(artefact.table(ANNOTATORS));
        List<String> names = new ArrayList<>();
        for (Object row : rows) {
            names.add(String.valueOf(((Map<?, ?>) row).get(NAME)));
        }
        NdArray present = artefact.array(PRESENT);
        return new AnnotationSet(
                artefact.array(LABELS), present.bytes(0, Math.toIntExact(present.size())), List.copyOf(names), rows);
    }

    public static Writer write(ArtefactWriter artefact, int images, int annotators, int height, int width) {
        return new Writer(artefact, images, annotators, height, width);
    }

    public int size() {
        return labels.extent(0);
    }

    public int height() {
        return labels.extent(2);
    }

    public int width() {
        return labels.extent(3);
    }

    public int pixels() {
        return height() * width();
    }

    /// The annotators' names, in order.
    public List<String> annotators() {
        return annotators;
    }

    /// What is known of the annotators, one map per annotator: `name` and whatever the maker added.
    public List<?> annotatorRows() {
        return rows;
    }

    public boolean present(int image, int annotator) {
        return present[image * annotators.size() + annotator] != 0;
    }

    /// What the annotator drew on the image; empty when they did not look at it.
    public Optional<LabelMap> map(int image, int annotator) {
        if (!present(image, annotator)) {
            return Optional.empty();
        }
        long map = (long) image * annotators.size() + annotator;
        return Optional.of(new LabelMap(width(), height(), labels.bytes(map * pixels(), pixels())));
    }

    /// Every annotator's map of one image, in order; `null`-free: the absent are empty.
    public List<Optional<LabelMap>> maps(int image) {
        List<Optional<LabelMap>> maps = new ArrayList<>();
        for (int annotator = 0; annotator < annotators.size(); annotator++) {
            maps.add(map(image, annotator));
        }
        return maps;
    }

    /// Takes the images' annotations in the order of the images.
    public static final class Writer implements AutoCloseable {

        private final ArtefactWriter artefact;
        private final ArraySink labels;
        private final byte[] present;
        private final int annotators;
        private final int height;
        private final int width;
        private int images;

        private Writer(ArtefactWriter artefact, int images, int annotators, int height, int width) {
            this.artefact = artefact;
            this.labels = artefact.array(LABELS, DType.UINT8, images, annotators, height, width);
            this.present = new byte[images * annotators];
            this.annotators = annotators;
            this.height = height;
            this.width = width;
        }

        /// @param maps one per annotator, in order; empty where the annotator did not look
        public void add(List<Optional<LabelMap>> maps) {
            if (maps.size() != annotators) {
                throw new IllegalArgumentException("one map per annotator, " + annotators + ", was " + maps.size());
            }
            for (int annotator = 0; annotator < annotators; annotator++) {
                Optional<LabelMap> map = maps.get(annotator);
                present[images * annotators + annotator] = (byte) (map.isPresent() ? 1 : 0);
                labels.write(map.orElseGet(() -> LabelMap.background(width, height)).labels());
            }
            images++;
        }

        @Override
        public void close() {
            labels.close();
        }

        /// Closes and names the artefact.
        ///
        /// @param rows one map per annotator, each with at least a `name`
        public Digest commit(List<Map<String, Object>> rows) {
            close();
            try (ArraySink sink = artefact.array(PRESENT, DType.UINT8, images, annotators)) {
                sink.write(present);
            }
            artefact.table(ANNOTATORS, rows);
            return artefact.commit();
        }
    }
}
