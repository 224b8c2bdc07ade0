/// Distances between the surfaces of two masks, in two dimensions and in three: start at [SurfaceDistances].
@NullMarked
package consilium.evaluate.surface;

import org.jspecify.annotations.NullMarked;
