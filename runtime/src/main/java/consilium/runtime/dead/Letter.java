package consilium.runtime.dead;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A dead letter.
///
/// @param id       see [LetterId]
/// @param group    that could not work on it, such as `fuse`
/// @param topic    where it lay before it died
/// @param key      of the message: experiment and step, where it has one
/// @param died     when
/// @param attempts after which it was given up
/// @param problem  why, as in RFC 9457
/// @param payload  the message as it came
/// @param stack    where in the code
/// @param redriven when it was sent again, if it was
public record Letter(
        String id,
        String group,
        String topic,
        String key,
        Instant died,
        int attempts,
        Map<String, Object> problem,
        String payload,
        String stack,
        Optional<Instant> redriven) {}
