package consilium.ingest.shell.growing;

import consilium.ingest.growing.DatasetDefinition;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.problem.Problem;
import consilium.runtime.format.Trees;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A data set as it stands.
///
/// @param size    of its images, once there is one
/// @param version the number of its last record, 0 before the first
record SetRow(DatasetDefinition definition, Optional<Size> size, long version, Instant created) {

    static final String COLUMNS = "definition, width, height, channels, version, created";

    record Size(int width, int height, int channels) {
        @Override
        public String toString() {
            return width + " x " + height + " pixels of " + channels + (channels == 1 ? " channel" : " channels");
        }
    }

    static SetRow of(@Nullable Object[] columns) {
        Object tree = Trees.json(String.valueOf(columns[0]), "stored definition");
        Optional<Size> size = columns[1] == null
                ? Optional.empty()
                : Optional.of(new Size(number(columns[1]), number(columns[2]), number(columns[3])));
        return new SetRow(
                RecordFormat.read(DatasetDefinition.class, tree), size,
                ((Number) Objects.requireNonNull(columns[4])).longValue(),
                (Instant) Objects.requireNonNull(columns[5]));
    }

    /// @throws consilium.kernel.problem.ProblemException `Conflict` while no image is registered
    Size requireSize() {
        return size.orElseThrow(() -> new Problem.Conflict(
                definition.name(), "data set " + definition.name() + " has no image yet; register images first")
                .toException());
    }

    private static int number(@Nullable Object column) {
        return ((Number) Objects.requireNonNull(column)).intValue();
    }
}
