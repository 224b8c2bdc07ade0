package consilium.kernel.dataset;

import consilium.kernel.artefact.ArraySink;
import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;
import org.jspecify.annotations.Nullable;

/// What a network says of the images it is scored on: `items`, int32 `[M]`, their indices in the [ImageSet];
/// `probabilities`, float32 `[M, classes, height, width]`; and, when the network models annotators, `confusion`,
/// float32 `[M, annotators, classes, classes, height, width]`, `A[i][j]` = P(annotator says i | truth is j).
public final class PredictionSet {

    public static final String KIND = "predictions";

    private static final String ITEMS = "items";
    private static final String PROBABILITIES = "probabilities";
    private static final String CONFUSION = "confusion";

    private final int[] items;
    private final NdArray probabilities;
    private final @Nullable NdArray confusion;

    private PredictionSet(int[] items, NdArray probabilities, @Nullable NdArray confusion) {
        this.items = items;
        this.probabilities = probabilities;
        this.confusion = confusion;
    }

    public static PredictionSet of(Artefact artefact) {
        NdArray items = artefact.array(ITEMS);
        return new PredictionSet(
                items.ints(0, Math.toIntExact(items.size())),
                artefact.array(PROBABILITIES),
                artefact.hasArray(CONFUSION) ? artefact.array(CONFUSION) : null);
    }

    /// @param annotators modelled; 0 when the network models none
    public static Writer write(
            ArtefactWriter artefact, int[] items, int classes, int annotators, int height, int width) {
        try (ArraySink sink = artefact.array(ITEMS, DType.INT32, items.length)) {
            sink.write(items);
        }
        return new Writer(
                artefact,
                artefact.array(PROBABILITIES, DType.FLOAT32, items.length, classes, height, width),
                annotators == 0
                        ? null
                        : artefact.array(
                                CONFUSION, DType.FLOAT32, items.length, annotators, classes, classes, height, width));
    }

    public int size() {
        return items.length;
    }

    /// Index of the n-th predicted image in the [ImageSet].
    public int item(int index) {
        return items[index];
    }

    public int classes() {
        return probabilities.extent(1);
    }

    public int height() {
        return probabilities.extent(2);
    }

    public int width() {
        return probabilities.extent(3);
    }

    /// Annotators modelled; 0 when the network models none.
    public int annotators() {
        return confusion == null ? 0 : confusion.extent(1);
    }

    /// `[classes, height, width]`, summing to 1 over the classes.
    public float[] probabilities(int index) {
        return probabilities.floats((long) index * probabilities.stride(), probabilities.stride());
    }

    /// The most probable label per pixel; a tie goes to the smallest.
    public LabelMap map(int index) {
        float[] probability = probabilities(index);
        int pixels = height() * width();
        return LabelMap.generate(width(), height(), pixel -> {
            int best = 0;
            for (int label = 1; label < classes(); label++) {
                if (probability[label * pixels + pixel] > probability[best * pixels + pixel]) {
                    best = label;
                }
            }
            return best;
        });
    }

    /// One annotator's confusion matrices of one image, `[classes (said), classes (truth), height, width]`.
    public float[] confusion(int index, int annotator) {
        if (confusion == null) {
            throw new IllegalStateException("this network models no annotators");
        }
        int matrix = confusion.stride() / confusion.extent(1);
        return confusion.floats((long) index * confusion.stride() + (long) annotator * matrix, matrix);
    }

    /// Takes the predicted images in order.
    public static final class Writer implements AutoCloseable {

        private final ArtefactWriter artefact;
        private final ArraySink probabilities;
        private final @Nullable ArraySink confusion;

        private Writer(ArtefactWriter artefact, ArraySink probabilities, @Nullable ArraySink confusion) {
            this.artefact = artefact;
            this.probabilities = probabilities;
            this.confusion = confusion;
        }

        /// @param probability `[classes, height, width]`
        /// @param matrices    `[annotators, classes, classes, height, width]`; empty when none are modelled
        public void add(float[] probability, float[] matrices) {
            probabilities.write(probability);
            if (confusion != null) {
                confusion.write(matrices);
            }
        }

        @Override
        public void close() {
            probabilities.close();
            if (confusion != null) {
                confusion.close();
            }
        }

        /// Closes and names the artefact.
        public Digest commit() {
            close();
            return artefact.commit();
        }
    }
}
