package consilium.ingest.array;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the elements of a stored array are, by the names that NumPy and safetensors have for it.
enum ElementType {
    BOOL("b1", "BOOL", 1),
    UINT8("u1", "U8", 1),
    INT8("i1", "I8", 1),
    UINT16("u2", "U16", 2),
    INT16("i2", "I16", 2),
    UINT32("u4", "U32", 4),
    INT32("i4", "I32", 4),
    INT64("i8", "I64", 8),
    FLOAT16("f2", "F16", 2),
    BFLOAT16("", "BF16", 2),
    FLOAT32("f4", "F32", 4),
    FLOAT64("f8", "F64", 8);

    private final String numpy;
    private final String safetensors;
    private final int bytes;

    ElementType(String numpy, String safetensors, int bytes) {
        this.numpy = numpy;
        this.safetensors = safetensors;
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /// @param name without its byte order, such as `f4`
    static Optional<ElementType> ofNumpy(String name) {
        return find(type -> type.numpy.equals(name) && !name.isEmpty());
    }

    static Optional<ElementType> ofSafetensors(@Nullable Object name) {
        return find(type -> type.safetensors.equals(name));
    }

    /// An element; 64-bit whole numbers beyond 2^53 are rounded.
    ///
    /// @param at byte at which it begins
    double at(ByteBuffer elements, int at) {
        return switch (this) {
            case BOOL, UINT8 -> elements.get(at) & 0xff;
            case INT8 -> elements.get(at);
            case UINT16 -> elements.getShort(at) & 0xffff;
            case INT16 -> elements.getShort(at);
            case UINT32 -> elements.getInt(at) & 0xffffffffL;
            case INT32 -> elements.getInt(at);
            case INT64 -> elements.getLong(at);
            case FLOAT16 -> Float.float16ToFloat(elements.getShort(at));
            case BFLOAT16 -> Float.intBitsToFloat(elements.getShort(at) << 16);
            case FLOAT32 -> elements.getFloat(at);
            case FLOAT64 -> elements.getDouble(at);
        };
    }

    private static Optional<ElementType> find(Predicate<ElementType> wanted) {
        for (ElementType type : values()) {
            if (wanted.test(type)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
