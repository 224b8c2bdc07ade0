/// What a stage is, and what it is given: start at [Stage].
@NullMarked
package consilium.kernel.stage;

import org.jspecify.annotations.NullMarked;
