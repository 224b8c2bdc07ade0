/// Taking away what nobody needs any more: start at [Collector].
@NullMarked
package consilium.runtime.collect;

import org.jspecify.annotations.NullMarked;
