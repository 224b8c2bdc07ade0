/// Annotators made by operations on the truth.
@NullMarked
package consilium.simulate;

import org.jspecify.annotations.NullMarked;
