package consilium.ingest.shell.growing;

import consilium.kernel.problem.Problem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What CVAT's webhook tells: that a job changed. It never holds what was drawn; that is fetched when the job is completed.
///
/// Source: CVAT's documentation, "Webhooks", payload of `update:job`.
final class CvatPayload {

    private static final String WHAT = "webhook of cvat";

    private final Map<?, ?> payload;

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it is not one
    CvatPayload(@Nullable Object payload) {
        if (!(payload instanceof Map<?, ?> map) || !(map.get("event") instanceof String)) {
            throw new Problem.BadInput(WHAT, "event", "must say what happened, such as update:job").toException();
        }
        this.payload = map;
    }

    /// The job that somebody says they have finished.
    Optional<Long> finishedJob() {
        return "update:job".equals(payload.get("event"))
                && payload.get("job") instanceof Map<?, ?> job
                && "completed".equals(job.get("state"))
                && job.get("id") instanceof Number id ? Optional.of(id.longValue()) : Optional.empty();
    }
}
