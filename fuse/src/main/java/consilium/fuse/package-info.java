/// Several annotators' label maps become one: start at [FuseStage], or at [Fusion] for one image at a time.
@NullMarked
package consilium.fuse;

import org.jspecify.annotations.NullMarked;
