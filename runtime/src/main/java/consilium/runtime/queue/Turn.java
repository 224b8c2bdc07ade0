package consilium.runtime.queue;

/// A queued step that it is this worker's turn to do, for as long as the turn is renewed.
///
/// @param fence grows with each turn of any step; an older one ends nothing
public record Turn(long fence, QueuedStep step) {}
