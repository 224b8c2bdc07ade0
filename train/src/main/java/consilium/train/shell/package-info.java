/// Hands the train stage to the runtime; holds no science.
@NullMarked
package consilium.train.shell;

import org.jspecify.annotations.NullMarked;
