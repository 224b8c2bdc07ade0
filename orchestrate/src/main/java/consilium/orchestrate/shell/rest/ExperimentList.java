package consilium.orchestrate.shell.rest;

import consilium.orchestrate.shell.ExperimentSummary;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(description = "A page of experiments.")
public record ExperimentList(
        @Schema(description = "Newest first") List<ExperimentSummary> experiments,
        @Schema(description = "What to give as `after` for the next page; null on the last") @Nullable String next) {

    /// @param found at most `limit` and one more, which tells that there is a next page
    static ExperimentList of(List<ExperimentSummary> found, int limit) {
        List<ExperimentSummary> page = found.subList(0, Math.min(limit, found.size()));
        return new ExperimentList(page, found.size() > limit ? page.getLast().id() : null);
    }
}
