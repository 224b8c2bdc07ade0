package consilium.ingest;

import consilium.kernel.image.LabelMap;
import java.util.List;
import java.util.Optional;

/// A data set that has been listed but not read, so that one larger than the heap works: what it holds is known
/// first, pixels are read one image at a time.
interface Dataset {

    Listing listing();

    /// Hands over every image, in the order of the listing's items.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for a file that cannot be used
    void read(SampleSink sink);

    /// Takes the images of a data set in order.
    interface SampleSink {

        /// @param image       `[channels, height, width]`
        /// @param truth       present when the listing says the truth is known
        /// @param annotations one per annotator, empty where they did not look
        void add(float[] image, Optional<LabelMap> truth, List<Optional<LabelMap>> annotations);
    }
}
