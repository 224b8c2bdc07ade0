package consilium.orchestrate.shell.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Lineage", description = "What was made from what: each input of an execution is the output of one before it, or a source.")
public record LineageView(List<Execution> executions) {

    @Schema(name = "Execution", description = "One making of a recipe's outputs.")
    public record Execution(
            Recipe recipe,
            @Schema(description = "Digests of the artefacts, by role") Map<String, String> outputs,
            @Schema(description = "What explains a difference without defining the recipe: commit, JDK, system, processor") Map<String, Object> environment,
            Map<String, Object> summary,
            @Schema(description = "Which attempt succeeded, from 1") int attempt,
            Instant started,
            Instant finished,
            @Schema(description = "The Tribuo provenance of data, trainer and environment") @Nullable Map<String, Object> provenance) {}

    @Schema(name = "Recipe", description = "Everything that decided the outputs. Equal recipes make equal artefacts.")
    public record Recipe(
            String digest,
            String stage,
            @Schema(description = "Of the stage's behaviour") int revision,
            @Schema(description = "Digest of the part of the spec the stage read") String slice,
            @Schema(description = "That part of the spec, where it was kept") @Nullable Map<String, Object> spec,
            @Schema(description = "Digests of the artefacts and sources it read, by role") Map<String, String> inputs) {}
}
