/// The Quarkus shell every service lives in; it knows no stage and no science.
///
/// Start at [consilium.runtime.work].
@NullMarked
package consilium.runtime;

import org.jspecify.annotations.NullMarked;
