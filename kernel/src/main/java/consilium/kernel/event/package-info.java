/// What the services tell each other: start at [Event].
@NullMarked
package consilium.kernel.event;

import org.jspecify.annotations.NullMarked;
