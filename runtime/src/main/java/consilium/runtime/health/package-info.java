/// Whether this process can take work, and whether it should be started again.
@NullMarked
package consilium.runtime.health;

import org.jspecify.annotations.NullMarked;
