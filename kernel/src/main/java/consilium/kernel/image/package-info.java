/// Images, label maps and confusion matrices: start at [LabelMap].
@NullMarked
package consilium.kernel.image;

import org.jspecify.annotations.NullMarked;
