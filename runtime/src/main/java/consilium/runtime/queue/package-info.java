/// Steps that have to wait, and whose turn it is: start at [StepQueue] for where they wait and whose
/// turn it is, and at [Backlog] for when that is worth asking.
@NullMarked
package consilium.runtime.queue;

import org.jspecify.annotations.NullMarked;
