/// Whether one method is better than another on the same images: start at [PairedComparison].
@NullMarked
package consilium.evaluate.comparison;

import org.jspecify.annotations.NullMarked;
