package consilium.ingest.growing;

import consilium.kernel.image.LabelMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One annotator's whole label map of one image, in whatever form it came; see [Submission].
public record HandedIn(
        String image,
        String annotator,
        Optional<String> tool,
        Optional<String> toolId,
        Optional<Instant> drawn,
        Optional<Long> supersedes,
        Drawable drawing) {

    /// Something that becomes a label map once the image is known.
    @FunctionalInterface
    public interface Drawable {

        /// @param what    for messages, such as `annotation of image 7 by anna`
        /// @param width   of the image
        /// @param height  of the image
        /// @param classes names of the labels, background first
        /// @throws consilium.kernel.problem.ProblemException `BadInput` for another size, a label that is no class, or a
        ///                                                   drawing that cannot be read
        LabelMap draw(String what, int width, int height, List<String> classes);
    }
}
