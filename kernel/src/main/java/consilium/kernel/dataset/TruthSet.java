package consilium.kernel.dataset;

import consilium.kernel.artefact.ArraySink;
import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;

/// The true label maps, where they are known: `labels`, uint8 `[N, height, width]`, in the order of the images.
///
/// An artefact of its own, so that a stage may be given the images without it.
public final class TruthSet {

    public static final String KIND = "truth";

    private static final String LABELS = "labels";

    private final NdArray labels;

    private TruthSet(NdArray labels) {
        this.labels = labels;
    }

    public static TruthSet of(Artefact artefact) {
        return new TruthSet(artefact.array(LABELS));
    }

    public static Writer write(ArtefactWriter artefact, int images, int height, int width) {
        return new Writer(artefact, artefact.array(LABELS, DType.UINT8, images, height, width));
    }

    public int size() {
        return labels.extent(0);
    }

    public LabelMap map(int index) {
        return new LabelMap(
                labels.extent(2), labels.extent(1), labels.bytes((long) index * labels.stride(), labels.stride()));
    }

    /// Takes the maps in the order of the images.
    public static final class Writer implements AutoCloseable {

        private final ArtefactWriter artefact;
        private final ArraySink labels;

        private Writer(ArtefactWriter artefact, ArraySink labels) {
            this.artefact = artefact;
            this.labels = labels;
        }

        public void add(LabelMap map) {
            labels.write(map.labels());
        }

        @Override
        public void close() {
            labels.close();
        }

        /// Closes and names the artefact.
        public Digest commit() {
            close();
            return artefact.commit();
        }
    }
}
