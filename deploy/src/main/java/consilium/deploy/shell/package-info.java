/// Connects registering and serving to the runtime: the stage, the registered models as the ledger has them, and the
/// networks that are kept in memory.
@NullMarked
package consilium.deploy.shell;

import org.jspecify.annotations.NullMarked;
