package consilium.orchestrate.shell.rest;

import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.Forecast;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(description = "What would run if the spec were submitted now.")
public record PlanView(
        String name,
        @Schema(description = "Of the spec: equal specs, equal digests") String digest,
        @Schema(description = "Parents first") List<Step> steps) {

    @Schema(name = "PlannedStep", description = "A step, and whether it would be made.")
    public record Step(
            String step,
            String stage,
            @Nullable String method,
            int repeat,
            @Schema(description = "Steps above it") int depth,
            @Schema(description = "Digest of its recipe, where it is known yet") @Nullable String recipe,
            @Schema(description = "hit: recorded and intact; miss: to be made; unknown: waits for a step above") String status,
            @Schema(description = "Why, for a person") String why) {

        static Step of(Forecast.Line line) {
            return new Step(
                    line.step().id(),
                    line.step().stage().label(),
                    line.step().method().orElse(null),
                    line.step().repeat(),
                    line.depth(),
                    line.recipe().map(Digest::hex).orElse(null),
                    line.status().name().toLowerCase(Locale.ROOT),
                    line.why());
        }
    }

    static PlanView of(ExperimentSpec spec, List<Forecast.Line> lines) {
        return new PlanView(spec.name(), spec.digest().hex(), lines.stream().map(Step::of).toList());
    }
}
