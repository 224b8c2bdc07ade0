package consilium.kernel.artefact;

/// The element types of arrays, by their NumPy names; always little-endian.
public enum DType {
    UINT8("|u1", 1),
    INT32("<i4", 4),
    INT64("<i8", 8),
    FLOAT32("<f4", 4),
    FLOAT64("<f8", 8);

    private final String descriptor;
    private final int bytes;

    DType(String descriptor, int bytes) {
        this.descriptor = descriptor;
        this.bytes = bytes;
    }

    /// NumPy's array-interface string, such as `<f4`.
    public String descriptor() {
        return descriptor;
    }

    public int bytes() {
        return bytes;
    }

    /// @throws IllegalArgumentException for a descriptor that is not among ours
    public static DType of(String descriptor) {
        for (DType type : values()) {
            if (type.descriptor.equals(descriptor)) {
                return type;
            }
        }
        throw new IllegalArgumentException("array element types are |u1, <i4, <i8, <f4, <f8, was " + descriptor);
    }
}
