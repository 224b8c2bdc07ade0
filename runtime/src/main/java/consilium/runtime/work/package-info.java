/// The work queue: from an event to a recorded, announced result.
@NullMarked
package consilium.runtime.work;

import org.jspecify.annotations.NullMarked;
