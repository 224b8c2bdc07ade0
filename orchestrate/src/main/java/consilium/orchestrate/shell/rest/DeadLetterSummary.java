package consilium.orchestrate.shell.rest;

import consilium.runtime.dead.Letter;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(description = "A dead letter in a list.")
public record DeadLetterSummary(
        String id,
        @Schema(description = "Who gave it up: a stage or one of the orchestrator's listeners") String group,
        @Schema(description = "Where it lay before") String topic,
        @Schema(description = "Experiment and step, where the message has a key") String key,
        Instant died,
        @Schema(description = "After so many attempts") int attempts,
        @Schema(description = "The kind of problem, as in RFC 9457") String type,
        String cause,
        @Schema(description = "When it was sent again; null when it was not") @Nullable Instant redriven) {

    static DeadLetterSummary of(Letter letter) {
        return new DeadLetterSummary(
                letter.id(),
                letter.group(),
                letter.topic(),
                letter.key(),
                letter.died(),
                letter.attempts(),
                String.valueOf(letter.problem().getOrDefault("type", "")),
                String.valueOf(letter.problem().getOrDefault("detail", "")),
                letter.redriven().orElse(null));
    }
}
