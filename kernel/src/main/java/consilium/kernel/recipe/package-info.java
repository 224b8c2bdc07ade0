/// What decides an output, and its name: start at [Recipe].
@NullMarked
package consilium.kernel.recipe;

import org.jspecify.annotations.NullMarked;
