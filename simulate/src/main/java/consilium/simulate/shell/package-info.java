/// Hands simulation to the runtime: start at [consilium.simulate.SimulateStage].
@NullMarked
package consilium.simulate.shell;

import org.jspecify.annotations.NullMarked;
