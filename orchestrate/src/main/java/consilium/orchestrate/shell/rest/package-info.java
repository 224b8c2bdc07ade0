/// The REST API. Start at [ExperimentsResource].
@NullMarked
package consilium.orchestrate.shell.rest;

import org.jspecify.annotations.NullMarked;
