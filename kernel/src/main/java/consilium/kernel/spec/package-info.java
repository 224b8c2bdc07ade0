/// What a user asks for: start at [ExperimentSpec].
@NullMarked
package consilium.kernel.spec;

import org.jspecify.annotations.NullMarked;
