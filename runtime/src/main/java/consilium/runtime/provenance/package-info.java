/// Where results come from, as Tribuo and OLCUT tell it: start at [Provenances].
@NullMarked
package consilium.runtime.provenance;

import org.jspecify.annotations.NullMarked;
