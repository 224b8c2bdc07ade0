/// The ledger of data sets that grow and the doors through which annotations come in.
///
/// Start at [Intake], behind every door.
@NullMarked
package consilium.ingest.shell.growing;

import org.jspecify.annotations.NullMarked;
