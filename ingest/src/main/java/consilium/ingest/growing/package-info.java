/// Data sets that grow: what a record says, what counts at a version, and how a version is ingested. The records
/// themselves are kept by the shell.
///
/// Start at [GrowingSets].
@NullMarked
package consilium.ingest.growing;

import org.jspecify.annotations.NullMarked;
