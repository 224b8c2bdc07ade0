/// Several annotators' label maps become one.
@NullMarked
package consilium.fuse;

import org.jspecify.annotations.NullMarked;
