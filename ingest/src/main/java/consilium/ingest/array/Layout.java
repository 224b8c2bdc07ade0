package consilium.ingest.array;

import java.nio.ByteOrder;
import java.util.List;

/// Where in a file an array's elements lie, in C order.
///
/// @param shape extents, slowest first
/// @param start byte of the first element
record Layout(ElementType type, ByteOrder order, List<Long> shape, long start) {

    private static final long MOST_BYTES = 1L << 50;

    Layout {
        shape = List.copyOf(shape);
    }

    /// What the elements take; nothing is allocated for them here.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it is more than any file has
    static long bytes(String name, ElementType type, List<Long> shape) {
        long bytes = type.bytes();
        for (long extent : shape) {
            if (extent < 0 || extent > Integer.MAX_VALUE) {
                throw StoredArray.refuse(name, "header", "an extent is 0 to " + Integer.MAX_VALUE + ", was " + extent);
            }
            if (extent > 0 && bytes > MOST_BYTES / extent) {
                throw StoredArray.refuse(name, "header", "claims the shape " + shape + ", more than " + MOST_BYTES
                        + " bytes; the file holds far less");
            }
            bytes *= extent;
        }
        return bytes;
    }
}
