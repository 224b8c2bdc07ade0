/// The declared steps between a file and the image that is learned from: start at [Preprocessing].
///
/// Every step is a value applied to a value; bytes are the same on every machine.
@NullMarked
package consilium.ingest.prepare;

import org.jspecify.annotations.NullMarked;
