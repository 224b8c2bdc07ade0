package consilium.ingest;

import consilium.kernel.image.LabelMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A data set that has been listed but not read, so that one larger than the heap works: what it holds is known
/// first, pixels are read one image at a time.
interface Dataset extends AutoCloseable {

    Listing listing();

    /// What was left out because it cannot be used, as [Skips#rows()] has it; absent where the spec does not allow it.
    default Optional<List<Map<String, Object>>> skipped() {
        return Optional.empty();
    }

    /// What the files hold besides that is no label map, such as boxes, and how many of each.
    default SortedMap<String, Integer> passedOver() {
        return new TreeMap<>();
    }

    /// Hands over every image, in the order of the listing's items.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for a file that cannot be used
    void read(SampleSink sink);

    /// Lets go of what is open.
    @Override
    default void close() {}

    /// Takes the images of a data set in order.
    interface SampleSink {

        /// @param image       `[channels, height, width]`
        /// @param truth       present when the listing says the truth is known
        /// @param annotations one per annotator, empty where they did not look
        void add(float[] image, Optional<LabelMap> truth, List<Optional<LabelMap>> annotations);
    }
}
