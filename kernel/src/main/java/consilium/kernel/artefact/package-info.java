/// Content-addressed results that other tools can open: start at [Artefact].
@NullMarked
package consilium.kernel.artefact;

import org.jspecify.annotations.NullMarked;
