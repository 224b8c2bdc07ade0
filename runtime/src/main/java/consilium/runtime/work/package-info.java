/// The work queue: from an event to a recorded, announced result.
///
/// Start at [EventHandler], what the queue calls, then [StageRunner], what a stage's events come to.
@NullMarked
package consilium.runtime.work;

import org.jspecify.annotations.NullMarked;
