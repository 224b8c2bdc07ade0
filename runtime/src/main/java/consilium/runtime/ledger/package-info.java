/// The ledger in PostgreSQL: executions, claims, checkpoints, and the outbox of events. Start at [PanacheLedger] for
/// what stages need, at [Lineage] for what people ask.
@NullMarked
package consilium.runtime.ledger;

import org.jspecify.annotations.NullMarked;
