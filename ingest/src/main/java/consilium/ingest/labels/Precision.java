package consilium.ingest.labels;

/// How exactly probabilities are written.
public enum Precision {
    /// IEEE 754 binary32: seven digits.
    SINGLE(Float.BYTES),
    /// IEEE 754 binary64: as they were computed.
    DOUBLE(Double.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }
}
