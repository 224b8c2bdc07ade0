/// Failures we foresee, in the words of RFC 9457: start at [Problem].
@NullMarked
package consilium.kernel.problem;

import org.jspecify.annotations.NullMarked;
