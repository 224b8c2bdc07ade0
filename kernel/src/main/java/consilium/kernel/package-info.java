/// The vocabulary every part of Consilium speaks; it knows the JDK alone.
///
/// Start at [consilium.kernel.recipe.Recipe], the one idea, then [consilium.kernel.spec.ExperimentSpec],
/// what a user asks for, and [consilium.kernel.stage.Stage], what answers.
@NullMarked
package consilium.kernel;

import org.jspecify.annotations.NullMarked;
