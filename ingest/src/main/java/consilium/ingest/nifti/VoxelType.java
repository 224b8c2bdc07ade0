package consilium.ingest.nifti;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The element types read here, with their `datatype` codes.
public enum VoxelType {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4),
    INT64(1024, 8),
    UINT64(1280, 8);

    private static final double TWO_TO_64 = 0x1p64;

    private final int code;
    private final int bytes;

    VoxelType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /// Size of one voxel.
    public int bytes() {
        return bytes;
    }

    /// The `datatype` code.
    int code() {
        return code;
    }

    static Optional<VoxelType> of(int code) {
        for (VoxelType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// What a code stands for that is not read here, for the message.
    static String nameOf(int code) {
        return switch (code) {
            case 0 -> "unknown";
            case 1 -> "1-bit binary";
            case 32 -> "complex64";
            case 128 -> "RGB";
            case 1536 -> "float128";
            case 1792 -> "complex128";
            case 2048 -> "complex256";
            case 2304 -> "RGBA";
            default -> "no NIfTI type";
        };
    }

    /// The voxel that starts at a byte, as a number; 64-bit integers beyond 2^53 are rounded.
    double at(ByteBuffer voxels, int start) {
        return switch (this) {
            case UINT8 -> voxels.get(start) & 0xff;
            case INT8 -> voxels.get(start);
            case INT16 -> voxels.getShort(start);
            case UINT16 -> voxels.getShort(start) & 0xffff;
            case INT32 -> voxels.getInt(start);
            case UINT32 -> voxels.getInt(start) & 0xffffffffL;
            case INT64 -> voxels.getLong(start);
            case UINT64 -> unsigned(voxels.getLong(start));
            case FLOAT32 -> voxels.getFloat(start);
            case FLOAT64 -> voxels.getDouble(start);
        };
    }

    /// Appends a voxel.
    ///
    /// @param label that the type can hold
    void put(ByteBuffer voxels, int label) {
        switch (this) {
            case UINT8, INT8 -> voxels.put((byte) label);
            case INT16, UINT16 -> voxels.putShort((short) label);
            case INT32, UINT32 -> voxels.putInt(label);
            case INT64, UINT64 -> voxels.putLong(label);
            case FLOAT32 -> voxels.putFloat(label);
            case FLOAT64 -> voxels.putDouble(label);
        }
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : value + TWO_TO_64;
    }
}
