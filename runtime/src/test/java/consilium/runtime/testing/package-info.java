/// What tests of this and of other modules share: start at [RealServices].
@NullMarked
package consilium.runtime.testing;

import org.jspecify.annotations.NullMarked;
