/// What was made from what, and who may make it now: start at [Ledger].
@NullMarked
package consilium.kernel.ledger;

import org.jspecify.annotations.NullMarked;
