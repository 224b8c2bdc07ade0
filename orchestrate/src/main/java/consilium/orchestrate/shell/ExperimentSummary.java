package consilium.orchestrate.shell;

import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(description = "An experiment in a list.")
public record ExperimentSummary(
        String id,
        String name,
        @Schema(description = "requested, running, succeeded, failed or cancelled") String state,
        Instant submitted,
        @Schema(description = "When it ended; null until then") @Nullable Instant finished,
        @Schema(description = "Steps whose outputs exist") int stepsDone,
        @Schema(description = "Steps of its plan; 0 until it is planned") int steps,
        @Schema(description = "The experiment it replays, when it is a replay") @Nullable String replayOf) {

    static ExperimentSummary of(ExperimentRow row) {
        return new ExperimentSummary(
                row.id,
                row.name,
                row.state.name().toLowerCase(Locale.ROOT),
                row.submitted,
                row.finished,
                row.stepsDone,
                row.steps,
                row.replayOf);
    }
}
