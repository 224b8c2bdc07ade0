package consilium.ingest.nifti;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Where the fields of a header stand: the one thing in which the two versions differ.
enum HeaderLayout {
    /// 348 bytes: 16-bit dimensions, 32-bit floats.
    NIFTI1(1, 348, 344, 40, 70, 72, 76, 108, 112, 116, 123, 148, 252, 254, 256, 268, 280),
    /// 540 bytes: 64-bit dimensions and floats.
    NIFTI2(2, 540, 4, 16, 12, 14, 104, 168, 176, 184, 500, 240, 344, 348, 352, 376, 400);

    private static final int DESCRIPTION_LENGTH = 80;

    final int version;
    final int size;
    final int magicAt;
    final int dimAt;
    final int typeAt;
    final int bitsAt;
    final int spacingAt;
    final int offsetAt;
    final int slopeAt;
    final int interceptAt;
    private final int unitsAt;
    private final int descriptionAt;
    private final int qformAt;
    private final int sformAt;
    private final int quaternionAt;
    private final int translationAt;
    private final int rowsAt;

    HeaderLayout(int version, int size, int... at) {
        this.version = version;
        this.size = size;
        this.magicAt = at[0];
        this.dimAt = at[1];
        this.typeAt = at[2];
        this.bitsAt = at[3];
        this.spacingAt = at[4];
        this.offsetAt = at[5];
        this.slopeAt = at[6];
        this.interceptAt = at[7];
        this.unitsAt = at[8];
        this.descriptionAt = at[9];
        this.qformAt = at[10];
        this.sformAt = at[11];
        this.quaternionAt = at[12];
        this.translationAt = at[13];
        this.rowsAt = at[14];
    }

    /// `dim[index]`; the first is the number of dimensions.
    long dim(ByteBuffer header, int index) {
        return this == NIFTI1 ? header.getShort(dimAt + 2 * index) : header.getLong(dimAt + 8 * index);
    }

    void putDim(ByteBuffer header, int index, int voxels) {
        if (this == NIFTI1) {
            header.putShort(dimAt + 2 * index, (short) voxels);
        } else {
            header.putLong(dimAt + 8 * index, voxels);
        }
    }

    void putOffset(ByteBuffer header, int offset) {
        if (this == NIFTI1) {
            header.putFloat(offsetAt, offset);
        } else {
            header.putLong(offsetAt, offset);
        }
    }

    void putScaling(ByteBuffer header, Scaling scaling) {
        if (this == NIFTI1) {
            header.putFloat(slopeAt, (float) scaling.slope());
            header.putFloat(interceptAt, (float) scaling.intercept());
        } else {
            header.putDouble(slopeAt, scaling.slope());
            header.putDouble(interceptAt, scaling.intercept());
        }
    }

    int type(ByteBuffer header) {
        return header.getShort(typeAt);
    }

    int bits(ByteBuffer header) {
        return header.getShort(bitsAt);
    }

    /// `pixdim[index]`; the first holds the handedness of the qform.
    double spacing(ByteBuffer header, int index) {
        return real(header, spacingAt, index);
    }

    double offset(ByteBuffer header) {
        return this == NIFTI1 ? header.getFloat(offsetAt) : header.getLong(offsetAt);
    }

    double slope(ByteBuffer header) {
        return real(header, slopeAt, 0);
    }

    double intercept(ByteBuffer header) {
        return real(header, interceptAt, 0);
    }

    int units(ByteBuffer header) {
        return this == NIFTI1 ? header.get(unitsAt) : header.getInt(unitsAt);
    }

    String description(ByteBuffer header) {
        byte[] text = new byte[DESCRIPTION_LENGTH];
        header.get(descriptionAt, text);
        String all = new String(text, StandardCharsets.ISO_8859_1);
        int end = all.indexOf('\0');
        return (end < 0 ? all : all.substring(0, end)).strip();
    }

    int qform(ByteBuffer header) {
        return this == NIFTI1 ? header.getShort(qformAt) : header.getInt(qformAt);
    }

    int sform(ByteBuffer header) {
        return this == NIFTI1 ? header.getShort(sformAt) : header.getInt(sformAt);
    }

    /// b, c and d of the unit quaternion.
    double quaternion(ByteBuffer header, int index) {
        return real(header, quaternionAt, index);
    }

    double translation(ByteBuffer header, int index) {
        return real(header, translationAt, index);
    }

    /// The sform's three rows of four, row by row.
    double row(ByteBuffer header, int index) {
        return real(header, rowsAt, index);
    }

    private double real(ByteBuffer header, int at, int index) {
        return this == NIFTI1 ? header.getFloat(at + 4 * index) : header.getDouble(at + 8 * index);
    }
}
