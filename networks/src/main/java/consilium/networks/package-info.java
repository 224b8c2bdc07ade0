/// Segmentation and annotator networks, losses and optimiser, as DJL blocks.
@NullMarked
package consilium.networks;

import org.jspecify.annotations.NullMarked;
