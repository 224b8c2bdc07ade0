/// Optimisation: epochs, schedules, checkpoints, and the alarm for exchanged classes. Start at [TrainStage].
@NullMarked
package consilium.train;

import org.jspecify.annotations.NullMarked;
