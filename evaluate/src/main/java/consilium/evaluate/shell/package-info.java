/// Connects evaluation to Quarkus; holds no science.
@NullMarked
package consilium.evaluate.shell;

import org.jspecify.annotations.NullMarked;
