package consilium.ingest.growing;

import consilium.kernel.format.About;
import java.util.Optional;

/// What shall no longer count from now on: one annotation, or everything an annotator ever drew, who then draws no more.
///
/// @param annotation the version of its record
public record Withdrawal(
        @About("The version of one annotation") Optional<Long> annotation,
        @About("An annotator, all of whose annotations are withdrawn") Optional<String> annotator,
        @About("Why, for the history") Optional<String> reason) {

    public Withdrawal {
        if (annotation.isPresent() == annotator.isPresent()) {
            throw new IllegalArgumentException("names either an annotation, by its version, or an annotator");
        }
    }
}
