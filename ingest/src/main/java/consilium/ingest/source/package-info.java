/// Bytes to read, whatever holds them, and strict readers over them that name file and position in every refusal.
///
/// Start at [ByteSource]. Nothing here, nor in the formats built on it, allocates more than the bytes that are
/// really there justify: a length claimed by a header is believed only once it has been read.
@NullMarked
package consilium.ingest.source;

import org.jspecify.annotations.NullMarked;
