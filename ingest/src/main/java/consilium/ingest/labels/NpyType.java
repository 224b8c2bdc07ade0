package consilium.ingest.labels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The element types of NumPy arrays that can hold labels.
enum NpyType {
    BOOL("b1", 1),
    INT8("i1", 1),
    UINT8("u1", 1),
    INT16("i2", 2),
    UINT16("u2", 2),
    INT32("i4", 4),
    UINT32("u4", 4),
    INT64("i8", 8),
    UINT64("u8", 8),
    FLOAT32("f4", 4),
    FLOAT64("f8", 8);

    private final String code;
    private final int bytes;

    NpyType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /// @param descriptor such as `<i4`, its first character the byte order
    static Optional<NpyType> of(String descriptor) {
        for (NpyType type : values()) {
            if (descriptor.length() == 3 && descriptor.endsWith(type.code)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    static ByteOrder order(String descriptor) {
        return descriptor.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    int bytes() {
        return bytes;
    }

    /// An element as a number; what of 64 bits is beyond 2^53 is rounded, and no label.
    double at(ByteBuffer array, int index) {
        int start = index * bytes;
        return switch (this) {
            case BOOL, UINT8 -> array.get(start) & 0xff;
            case INT8 -> array.get(start);
            case INT16 -> array.getShort(start);
            case UINT16 -> array.getShort(start) & 0xffff;
            case INT32 -> array.getInt(start);
            case UINT32 -> array.getInt(start) & 0xffffffffL;
            case INT64, UINT64 -> array.getLong(start);
            case FLOAT32 -> array.getFloat(start);
            case FLOAT64 -> array.getDouble(start);
        };
    }
}
