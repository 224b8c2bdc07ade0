/// A spec turned into a tree of steps: start at [Plan].
@NullMarked
package consilium.kernel.plan;

import org.jspecify.annotations.NullMarked;
