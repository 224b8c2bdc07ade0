/// Hands fusion to the runtime: start at [consilium.fuse.FuseStage].
@NullMarked
package consilium.fuse.shell;

import org.jspecify.annotations.NullMarked;
