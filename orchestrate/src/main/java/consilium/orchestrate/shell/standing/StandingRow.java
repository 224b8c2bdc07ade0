package consilium.orchestrate.shell.standing;

import consilium.kernel.format.RecordFormat;
import consilium.orchestrate.standing.StandingSpec;
import consilium.runtime.format.Trees;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A standing experiment as it stands.
///
/// @param lastRun     the version of its data set that was last run; 0 before the first
/// @param agreement   of the annotators with the consensus, once it is known
/// @param fell        whether the agreement fell below the bound and no run has begun since
/// @param reliability the newest artefact; empty before the first
record StandingRow(
        StandingSpec spec,
        boolean active,
        Instant created,
        long lastRun,
        Optional<Instant> lastRunAt,
        Optional<Double> agreement,
        boolean fell,
        String reliability,
        String digest) {

    static final String COLUMNS =
            "spec, state, created, last_run, last_run_at, agreement, fell, reliability, spec_digest";

    static StandingRow of(@Nullable Object[] columns) {
        return new StandingRow(
                RecordFormat.read(StandingSpec.class, Trees.json(String.valueOf(columns[0]), "stored spec")),
                "ACTIVE".equals(columns[1]),
                (Instant) Objects.requireNonNull(columns[2]),
                ((Number) Objects.requireNonNull(columns[3])).longValue(),
                Optional.ofNullable((Instant) columns[4]),
                Optional.ofNullable((Double) columns[5]),
                Boolean.TRUE.equals(columns[6]),
                String.valueOf(columns[7]),
                String.valueOf(columns[8]));
    }

    String name() {
        return spec.name();
    }

    String dataset() {
        return spec.dataset().name();
    }
}
