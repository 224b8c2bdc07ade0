package consilium.ingest.growing;

import consilium.ingest.growing.Snapshot.Place;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import java.util.Optional;

/// The records of the data sets that grow, and the pixels they name.
public interface GrowingSets {

    /// What counted at a version; it never changes.
    ///
    /// @param image one image alone
    /// @throws consilium.kernel.problem.ProblemException `NotFound`; `BadInput` for a version that is not there yet
    Snapshot at(String dataset, long version, Optional<String> image);

    /// The number of its last record.
    ///
    /// @throws consilium.kernel.problem.ProblemException `NotFound`
    long version(String dataset);

    Pixels image(Place place);

    LabelMap truth(Place place);

    LabelMap labels(Digest artefact);

    /// @param values `[channels, height, width]`
    record Pixels(int channels, int height, int width, float[] values) {}

    /// Where there is no ledger of them.
    static GrowingSets none() {
        return new GrowingSets() {
            @Override
            public Snapshot at(String dataset, long version, Optional<String> image) {
                throw unknown(dataset);
            }

            @Override
            public long version(String dataset) {
                throw unknown(dataset);
            }

            @Override
            public Pixels image(Place place) {
                throw unknown(place.toString());
            }

            @Override
            public LabelMap truth(Place place) {
                throw unknown(place.toString());
            }

            @Override
            public LabelMap labels(Digest artefact) {
                throw unknown(artefact.toString());
            }

            private RuntimeException unknown(String what) {
                return new Problem.NotFound("data set that grows:", what).toException();
            }
        };
    }
}
