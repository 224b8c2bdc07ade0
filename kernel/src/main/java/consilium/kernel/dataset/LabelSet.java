package consilium.kernel.dataset;

import consilium.kernel.artefact.ArraySink;
import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Fused labels: `labels`, uint8 `[N, height, width]`; `probabilities`, float32 `[N, classes, height, width]`; and
/// `reliability.json`, what the fusion learned of the annotators.
public final class LabelSet {

    public static final String KIND = "labels";

    private static final String LABELS = "labels";
    private static final String PROBABILITIES = "probabilities";
    private static final String RELIABILITY = "reliability.json";

    private final NdArray labels;
    private final NdArray probabilities;
    private final @Nullable Object reliability;

    private LabelSet(NdArray labels, NdArray probabilities, @Nullable Object reliability) {
        this.labels = labels;
        this.probabilities = probabilities;
        this.reliability = reliability;
    }

    public static LabelSet of(Artefact artefact) {
        return new LabelSet(artefact.array(LABELS), artefact.array(PROBABILITIES), artefact.table(RELIABILITY));
    }

    public static Writer write(ArtefactWriter artefact, int images, int classes, int height, int width) {
        return new Writer(
                artefact,
                artefact.array(LABELS, DType.UINT8, images, height, width),
                artefact.array(PROBABILITIES, DType.FLOAT32, images, classes, height, width));
    }

    public int size() {
        return labels.extent(0);
    }

    public int classes() {
        return probabilities.extent(1);
    }

    public LabelMap map(int index) {
        return new LabelMap(
                labels.extent(2), labels.extent(1), labels.bytes((long) index * labels.stride(), labels.stride()));
    }

    /// One image's probabilities, `[classes, height, width]`; they sum to 1 over the classes.
    public float[] probabilities(int index) {
        return probabilities.floats((long) index * probabilities.stride(), probabilities.stride());
    }

    /// See the documentation of artefacts for its fields.
    public Object reliability() {
        return Objects.requireNonNull(reliability);
    }

    /// Takes the fused images in order.
    public static final class Writer implements AutoCloseable {

        private final ArtefactWriter artefact;
        private final ArraySink labels;
        private final ArraySink probabilities;

        private Writer(ArtefactWriter artefact, ArraySink labels, ArraySink probabilities) {
            this.artefact = artefact;
            this.labels = labels;
            this.probabilities = probabilities;
        }

        /// @param probability `[classes, height, width]`
        public void add(LabelMap map, float[] probability) {
            labels.write(map.labels());
            probabilities.write(probability);
        }

        @Override
        public void close() {
            labels.close();
            probabilities.close();
        }

        /// Closes and names the artefact.
        public Digest commit(Object reliability) {
            close();
            artefact.table(RELIABILITY, reliability);
            return artefact.commit();
        }
    }
}
