package consilium.orchestrate.shell.rest;

import consilium.runtime.dead.Letter;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(description = "A dead letter with its message and its cause.")
public record DeadLetterView(
        String id,
        String group,
        String topic,
        String key,
        Instant died,
        int attempts,
        @Schema(description = "As in RFC 9457") Map<String, Object> problem,
        @Schema(description = "The message as it came") String payload,
        @Schema(description = "Where in the code it was given up") String stack,
        @Nullable Instant redriven) {

    static DeadLetterView of(Letter letter) {
        return new DeadLetterView(
                letter.id(),
                letter.group(),
                letter.topic(),
                letter.key(),
                letter.died(),
                letter.attempts(),
                letter.problem(),
                letter.payload(),
                letter.stack(),
                letter.redriven().orElse(null));
    }
}
