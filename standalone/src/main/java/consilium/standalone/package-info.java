/// Everything in one JVM, and the command line.
@NullMarked
package consilium.standalone;

import org.jspecify.annotations.NullMarked;
