package consilium.runtime.queue;

import consilium.kernel.plan.StageName;
import consilium.kernel.spec.ExecutionSpec.Priority;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A step that waits, with the message that asks for it as it came.
///
/// @param id          of the event, so that the same event waits once
/// @param step        its id in its experiment
/// @param concurrency how many steps of the stage its experiment wants at work at most
/// @param topic       where the message was first, with `partition` and `offset`
/// @param headers     of the message
/// @param attempts    that failed so far
/// @param pause       from now, before which it is not to begin
public record QueuedStep(
        String id,
        StageName stage,
        String experiment,
        String step,
        Priority priority,
        Optional<Integer> concurrency,
        String topic,
        int partition,
        long offset,
        String key,
        byte[] value,
        Map<String, byte[]> headers,
        int attempts,
        Duration pause) {}
