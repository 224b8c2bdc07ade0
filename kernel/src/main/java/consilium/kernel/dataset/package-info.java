/// What the artefacts of a data set hold, for all stages alike: start at [ImageSet].
@NullMarked
package consilium.kernel.dataset;

import org.jspecify.annotations.NullMarked;
