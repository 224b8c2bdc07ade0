/// Optimisation: epochs, schedules, checkpoints.
@NullMarked
package consilium.train;

import org.jspecify.annotations.NullMarked;
