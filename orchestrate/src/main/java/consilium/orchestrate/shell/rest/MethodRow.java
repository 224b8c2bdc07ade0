package consilium.orchestrate.shell.rest;

import consilium.kernel.recipe.Digest;
import consilium.orchestrate.MethodResult;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(description = "A method's results over its repeats. A number is null when nothing was scored, a standard deviation also with fewer than two repeats.")
public record MethodRow(
        String method,
        @Schema(description = "Repeats that were scored") int repeats,
        @Schema(description = "Mean over repeats of the mean over test images") @Nullable Double dice,
        @Schema(description = "Sample standard deviation over repeats") @Nullable Double diceStd,
        @Schema(description = "Root mean square error of the annotators' confusion matrices") @Nullable Double confusionRmse,
        @Nullable Double confusionRmseStd,
        @Nullable Double iou,
        @Schema(description = "Wall clock of the method's own steps, mean over repeats") @Nullable Double seconds,
        @Schema(description = "Whether the classes of some repeat seem to have exchanged names") boolean swapped,
        @Schema(description = "passed, refused, or null without a gate") @Nullable String gate,
        @Schema(description = "Artefacts, by repeat") List<String> evaluation,
        @Schema(description = "Artefacts, by repeat") List<String> model) {

    static MethodRow of(MethodResult result) {
        return new MethodRow(
                result.method(),
                result.repeats(),
                result.dice().orElse(null),
                result.diceStd().orElse(null),
                result.confusionRmse().orElse(null),
                result.confusionRmseStd().orElse(null),
                result.iou().orElse(null),
                result.seconds().orElse(null),
                result.swapped(),
                result.gate().orElse(null),
                result.evaluation().stream().map(Digest::hex).toList(),
                result.model().stream().map(Digest::hex).toList());
    }
}
