/// Artefact stores.
@NullMarked
package consilium.runtime.store;

import org.jspecify.annotations.NullMarked;
