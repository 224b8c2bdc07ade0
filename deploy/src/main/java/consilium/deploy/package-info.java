/// Model registry, promotion gates, inference.
@NullMarked
package consilium.deploy;

import org.jspecify.annotations.NullMarked;
