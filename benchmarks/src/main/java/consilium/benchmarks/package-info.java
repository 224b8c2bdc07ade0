/// JMH and the harnesses behind every published figure.
@NullMarked
package consilium.benchmarks;

import org.jspecify.annotations.NullMarked;
