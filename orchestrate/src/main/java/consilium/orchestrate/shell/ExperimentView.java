package consilium.orchestrate.shell;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(description = "An experiment, its spec and all of its steps.")
public record ExperimentView(
        String id,
        String name,
        @Schema(description = "requested, running, succeeded, failed or cancelled") String state,
        @Schema(description = "With every default written out") Map<String, Object> spec,
        Instant submitted,
        @Nullable Instant finished,
        @Nullable String replayOf,
        @Schema(description = "Why it failed, as in RFC 9457") @Nullable Map<String, Object> problem,
        @Schema(description = "In the order of the plan, parents first") List<StepView> steps) {

    static ExperimentView of(ExperimentRow row, List<StepView> steps) {
        return new ExperimentView(
                row.id,
                row.name,
                row.state.name().toLowerCase(Locale.ROOT),
                row.spec,
                row.submitted,
                row.finished,
                row.replayOf,
                row.problem,
                steps);
    }
}
