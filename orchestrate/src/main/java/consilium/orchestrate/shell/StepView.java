package consilium.orchestrate.shell;

import com.fasterxml.jackson.annotation.JsonIgnore;
import consilium.kernel.event.Event.StageProgressed;
import consilium.orchestrate.StepState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(description = "A step of an experiment and where it stands.")
public record StepView(
        @Schema(description = "Unique in the experiment, begins with its parent's", examples = "ingest/fuse-staple") String step,
        @Schema(description = "The stage that does it") String stage,
        @Schema(description = "The method it belongs to; null where several share it") @Nullable String method,
        @Schema(description = "Repeat of the method, from 0") int repeat,
        @Schema(description = "Steps above it") int depth,
        @Schema(description = "waiting, running, made, reused, repaired, verified, diverged, failed or cancelled") String state,
        @Schema(description = "Digest of its recipe, once done") @Nullable String recipe,
        @Schema(description = "Digests of its artefacts by role, once done") Map<String, Object> outputs,
        @Schema(description = "What it tells of its outputs: counts, scores") Map<String, Object> summary,
        @Schema(description = "Wall clock of the making, also when reused") long millis,
        @Schema(description = "Units of work done, while running") @Nullable Long done,
        @Schema(description = "Units of work in all, while running; 0 when unknown") @Nullable Long total,
        @Schema(description = "The unit of work, such as epoch") @Nullable String unit,
        @Schema(description = "Current figures, such as the loss, while running") Map<String, Double> figures,
        @Schema(description = "In a replay, what came out different first") List<String> differs,
        @Schema(description = "Why it failed, as in RFC 9457") @Nullable Map<String, Object> problem,
        @Schema(description = "What it waits for, while it is in the queue: a worker, a slot, its next attempt") @Nullable String waiting) {

    /// @param progress counts only until the step has ended
    /// @param waiting  what it waits for, where it is in the queue; counts only until it runs
    static StepView of(StepRow row, Optional<StageProgressed> progress, @Nullable String waiting) {
        Optional<StageProgressed> current = progress.filter(told -> !row.state.ended());
        StepState state = current.isPresent() ? StepState.RUNNING : row.state;
        return new StepView(
                row.step,
                row.stage.label(),
                row.method,
                row.repeat,
                row.depth,
                state.label(),
                row.recipe,
                row.outputs,
                row.summary,
                row.millis,
                current.map(StageProgressed::done).orElse(null),
                current.map(StageProgressed::total).orElse(null),
                current.map(StageProgressed::unit).orElse(null),
                current.map(StageProgressed::figures).orElse(Map.of()),
                row.differs,
                row.problem,
                state == StepState.WAITING ? waiting : null);
    }

    /// Whether something may still change.
    @JsonIgnore
    public boolean isOpen() {
        return state.equals(StepState.WAITING.label()) || state.equals(StepState.RUNNING.label());
    }

    /// The same step as it stands by its newest progress.
    Optional<StepView> after(StageProgressed progress) {
        StepView next = new StepView(
                step,
                stage,
                method,
                repeat,
                depth,
                StepState.RUNNING.label(),
                recipe,
                outputs,
                summary,
                millis,
                progress.done(),
                progress.total(),
                progress.unit(),
                progress.figures(),
                differs,
                problem,
                null);
        return next.equals(this) ? Optional.empty() : Optional.of(next);
    }
}
