/// How failures reach a client: start at [Problems].
@NullMarked
package consilium.runtime.http;

import org.jspecify.annotations.NullMarked;
