package consilium.ingest.shell.growing;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A record as it is shown.
///
/// @param labels   the artefact that holds the label map
/// @param labelMap digest of the classes' names, which say what the labels mean
/// @param endedBy  the version of the record from which on it no longer counts
public record RecordView(
        long version,
        String kind,
        Optional<String> image,
        String annotator,
        Optional<String> labels,
        Optional<String> labelMap,
        Optional<String> tool,
        Optional<String> toolId,
        Optional<String> drawn,
        String received,
        Optional<Long> supersedes,
        Optional<Long> withdraws,
        Optional<String> reason,
        Optional<Long> endedBy) {

    static final String COLUMNS = """
            r.version, r.kind, r.image, r.annotator, r.labels, r.label_map, r.tool, r.tool_id, r.drawn, r.received,
            r.supersedes, r.withdraws, r.reason, e.by""";

    static RecordView of(@Nullable Object[] columns) {
        return new RecordView(
                ((Number) Objects.requireNonNull(columns[0])).longValue(),
                String.valueOf(columns[1]).toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                text(columns[2]), String.valueOf(columns[3]), text(columns[4]), text(columns[5]), text(columns[6]),
                text(columns[7]), Optional.ofNullable((Instant) columns[8]).map(Instant::toString),
                String.valueOf(columns[9]), number(columns[10]), number(columns[11]), text(columns[12]),
                number(columns[13]));
    }

    private static Optional<String> text(@Nullable Object column) {
        return Optional.ofNullable((String) column);
    }

    private static Optional<Long> number(@Nullable Object column) {
        return Optional.ofNullable((Number) column).map(Number::longValue);
    }
}
