package consilium.runtime.collect;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a collection took away, or would.
@Schema(name = "Collection", description = "What was taken away and what was kept, and why.")
public record Collected(
        @Schema(description = "Whether everything is still there: it was only looked") boolean dryRun,
        String store,
        @Schema(description = "Executions kept, by the first reason that applied, in the order asked") Map<String, Long> kept,
        @Schema(description = "Executions forgotten, by stage: no reason applied to them") Map<String, Long> forgotten,
        @Schema(description = "The first hundred of them, those unused for longest first") List<Forgotten> examples,
        @Schema(description = "Blobs that nothing recorded names any more") long blobs,
        @Schema(description = "Their length in all") long bytes,
        @Schema(description = "Blobs kept") long keptBlobs,
        @Schema(description = "Their length in all") long keptBytes,
        @Schema(description = "Of the kept blobs those that nothing names, but which are too young to be sure") long youngBlobs) {

    /// @param used when its outputs were last made or reused
    @Schema(name = "Forgotten", description = "An execution that no reason keeps.")
    public record Forgotten(String recipe, String stage, Instant used) {}
}
