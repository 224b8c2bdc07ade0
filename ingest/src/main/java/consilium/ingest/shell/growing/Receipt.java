package consilium.ingest.shell.growing;

import consilium.kernel.recipe.Digest;
import java.util.Optional;

/// What became of a submission.
///
/// @param version    of the record that stands for it
/// @param supersedes the version of the annotation whose place it took
public record Receipt(
        String dataset,
        long version,
        Outcome outcome,
        String image,
        String annotator,
        Digest labels,
        Optional<Long> supersedes) {

    /// What it changed.
    public enum Outcome {
        /// A new record.
        ACCEPTED,
        /// Nothing: it is recorded already.
        DUPLICATE,
        /// Nothing: the annotator has drawn a newer one, which is recorded.
        STALE
    }
}
