/// What experiments and models need of the ledger and the store, as rules for the collection of rubbish.
@NullMarked
package consilium.orchestrate.shell.keep;

import org.jspecify.annotations.NullMarked;
