package consilium.evaluate;

import consilium.kernel.dataset.LabelSet;
import consilium.kernel.image.ConfusionMatrix;
import consilium.kernel.image.LabelMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Fused labels of the test images. Where the fusion estimated reliabilities, an annotator's confusion matrix is the
/// same at every pixel: that of the image, or of the whole data set where the estimate was pooled.
///
/// `reliability.json` is read as the fuse stage writes it: `images[i].annotators[r].confusion` per image, else
/// `annotators[r].confusion`; each matrix row by row, `[said][truth]`; `null` where there is none.
///
/// @param items the test images' indices in the data set
record FusedLabels(LabelSet set, int[] items, Map<?, ?> reliability) implements Scored {

    private static final String IMAGES = "images";
    private static final String ANNOTATORS = "annotators";
    private static final String CONFUSION = "confusion";

    static FusedLabels of(LabelSet set, int[] items) {
        return new FusedLabels(set, items, (Map<?, ?>) set.reliability());
    }

    @Override
    public String title() {
        return "fused";
    }

    @Override
    public int size() {
        return items.length;
    }

    @Override
    public int item(int index) {
        return items[index];
    }

    @Override
    public int classes() {
        return set.classes();
    }

    @Override
    public LabelMap map(int index) {
        return set.map(items[index]);
    }

    @Override
    public float[] probabilities(int index) {
        return set.probabilities(items[index]);
    }

    @Override
    public boolean modelsAnnotators() {
        return reliability.containsKey(IMAGES)
                || list(reliability.get(ANNOTATORS)).stream()
                        .anyMatch(row -> row instanceof Map<?, ?> map && map.containsKey(CONFUSION));
    }

    @Override
    public Optional<PixelMatrices> matrices(int index, int annotator) {
        Object row = reliability.get(IMAGES) instanceof List<?> images ? images.get(items[index]) : reliability;
        if (!(row instanceof Map<?, ?> estimate)) {
            return Optional.empty();
        }
        List<?> annotators = list(estimate.get(ANNOTATORS));
        return annotator < annotators.size() && annotators.get(annotator) instanceof Map<?, ?> entry
                && entry.get(CONFUSION) instanceof List<?> rows
                        ? Optional.of(PixelMatrices.constant(matrix(rows)))
                        : Optional.empty();
    }

    private static ConfusionMatrix matrix(List<?> rows) {
        double[] entries = rows.stream()
                .flatMap(row -> list(row).stream())
                .mapToDouble(entry -> ((Number) entry).doubleValue())
                .toArray();
        return new ConfusionMatrix(rows.size(), entries);
    }

    private static List<?> list(@Nullable Object tree) {
        return tree instanceof List<?> list ? list : List.of();
    }
}
