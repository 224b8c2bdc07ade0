package consilium.ingest.shell.growing;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec;
import java.util.Optional;

/// Images that another ingestion made, or makes now, are to belong to a data set that grows.
///
/// @param artefact of images
/// @param truth    the artefact of their truth
/// @param dataset  what to ingest instead
/// @param seed     of that ingestion
public record Registration(
        @About("An artefact of images") Optional<Digest> artefact,
        @About("The artefact of their truth") Optional<Digest> truth,
        @About("What to ingest instead: a spec's dataset") Optional<DatasetSpec> dataset,
        @About("Seed of that ingestion") @Default("1") @Range(min = 0, max = 9007199254740991.0) long seed) {

    public Registration {
        if (artefact.isPresent() == dataset.isPresent()) {
            throw new IllegalArgumentException("names either an artefact of images or a dataset to ingest");
        }
    }
}
