package consilium.kernel.dataset;

import consilium.kernel.artefact.ArraySink;
import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a network says of the images it is scored on: `items`, int32 `[M]`, their indices in the [ImageSet];
/// `probabilities`, float32 `[M, classes, height, width]`; and, where the network has them,
///
/// - `confusion`, float32 `[M, annotators, classes, classes, height, width]`, `A[i][j]` = P(annotator says i | truth is
///   j), of a network of annotators' mistakes;
/// - `said`, float32 `[M, annotators, classes, height, width]`, P(annotator says i), of networks that foretell each
///   annotator and know of no truth;
/// - `samples`, uint8 `[M, samples, height, width]`, label maps that are each as likely as the next.
public final class PredictionSet {

    public static final String KIND = "predictions";

    private static final String ITEMS = "items";
    private static final String PROBABILITIES = "probabilities";
    private static final String CONFUSION = "confusion";
    private static final String SAID = "said";
    private static final String SAMPLES = "samples";

    private final int[] items;
    private final NdArray probabilities;
    private final @Nullable NdArray confusion;
    private final @Nullable NdArray said;
    private final @Nullable NdArray samples;

    private PredictionSet(
            int[] items,
            NdArray probabilities,
            @Nullable NdArray confusion,
            @Nullable NdArray said,
            @Nullable NdArray samples) {
        this.items = items;
        this.probabilities = probabilities;
        this.confusion = confusion;
        this.said = said;
        this.samples = samples;
    }

    public static PredictionSet of(Artefact artefact) {
        NdArray items = artefact.array(ITEMS);
        return new PredictionSet(
                items.ints(0, Math.toIntExact(items.size())),
                artefact.array(PROBABILITIES),
                optional(artefact, CONFUSION),
                optional(artefact, SAID),
                optional(artefact, SAMPLES));
    }

    private static @Nullable NdArray optional(Artefact artefact, String name) {
        return artefact.hasArray(name) ? artefact.array(name) : null;
    }

    /// What is kept of every image beside its probabilities; 0 where the network has none.
    ///
    /// @param confusion annotators whose confusion matrices are modelled
    /// @param said      annotators who are foretold without a truth
    /// @param samples   label maps drawn
    public record Beside(int confusion, int said, int samples) {

        public static final Beside NOTHING = new Beside(0, 0, 0);
    }

    /// @param annotators whose confusion matrices are modelled; 0 when the network models none
    public static Writer write(
            ArtefactWriter artefact, int[] items, int classes, int annotators, int height, int width) {
        return write(artefact, items, classes, new Beside(annotators, 0, 0), height, width);
    }

    public static Writer write(
            ArtefactWriter artefact, int[] items, int classes, Beside beside, int height, int width) {
        try (ArraySink sink = artefact.array(ITEMS, DType.INT32, items.length)) {
            sink.write(items);
        }
        int images = items.length;
        return new Writer(
                artefact,
                artefact.array(PROBABILITIES, DType.FLOAT32, images, classes, height, width),
                beside.confusion() == 0
                        ? null
                        : artefact.array(
                                CONFUSION, DType.FLOAT32, images, beside.confusion(), classes, classes, height, width),
                beside.said() == 0
                        ? null
                        : artefact.array(SAID, DType.FLOAT32, images, beside.said(), classes, height, width),
                beside.samples() == 0
                        ? null
                        : artefact.array(SAMPLES, DType.UINT8, images, beside.samples(), height, width));
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

    /// Annotators whose confusion matrices are modelled; 0 when the network models none.
    public int annotators() {
        return confusion == null ? 0 : confusion.extent(1);
    }

    /// Annotators who are foretold without a truth; 0 when none are.
    public int foretold() {
        return said == null ? 0 : said.extent(1);
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

    /// What one annotator is expected to say of one image, `[classes, height, width]`, summing to 1 over the classes.
    public float[] said(int index, int annotator) {
        if (said == null) {
            throw new IllegalStateException("this network foretells no annotators");
        }
        int planes = said.stride() / said.extent(1);
        return said.floats((long) index * said.stride() + (long) annotator * planes, planes);
    }

    /// The label maps drawn of one image; none when the network draws none.
    public List<LabelMap> samples(int index) {
        if (samples == null) {
            return List.of();
        }
        int pixels = height() * width();
        List<LabelMap> maps = new ArrayList<>();
        for (int sample = 0; sample < samples.extent(1); sample++) {
            long from = (long) index * samples.stride() + (long) sample * pixels;
            maps.add(new LabelMap(width(), height(), samples.bytes(from, pixels)));
        }
        return maps;
    }

    /// Takes the predicted images in order.
    public static final class Writer implements AutoCloseable {

        private final ArtefactWriter artefact;
        private final ArraySink probabilities;
        private final @Nullable ArraySink confusion;
        private final @Nullable ArraySink said;
        private final @Nullable ArraySink samples;

        private Writer(
                ArtefactWriter artefact,
                ArraySink probabilities,
                @Nullable ArraySink confusion,
                @Nullable ArraySink said,
                @Nullable ArraySink samples) {
            this.artefact = artefact;
            this.probabilities = probabilities;
            this.confusion = confusion;
            this.said = said;
            this.samples = samples;
        }

        /// An image of a network that foretells no annotators without a truth and draws nothing.
        ///
        /// @param probability `[classes, height, width]`
        /// @param matrices    `[annotators, classes, classes, height, width]`; empty when none are modelled
        public void add(float[] probability, float[] matrices) {
            add(probability, matrices, new float[0], new byte[0]);
        }

        /// @param probability `[classes, height, width]`
        /// @param matrices    `[annotators, classes, classes, height, width]`; empty when none are modelled
        /// @param foretold    `[annotators, classes, height, width]`; empty when none are foretold
        /// @param drawn       labels, `[samples, height, width]`; empty when none are drawn
        public void add(float[] probability, float[] matrices, float[] foretold, byte[] drawn) {
            probabilities.write(probability);
            if (confusion != null) {
                confusion.write(matrices);
            }
            if (said != null) {
                said.write(foretold);
            }
            if (samples != null) {
                samples.write(drawn);
            }
        }

        @Override
        public void close() {
            probabilities.close();
            for (ArraySink sink : Arrays.asList(confusion, said, samples)) {
                if (sink != null) {
                    sink.close();
                }
            }
        }

        /// Closes and names the artefact.
        public Digest commit() {
            close();
            return artefact.commit();
        }
    }
}
