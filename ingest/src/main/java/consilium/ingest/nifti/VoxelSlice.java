package consilium.ingest.nifti;

import consilium.ingest.source.ByteReader;
import consilium.kernel.problem.ProblemException;
import java.nio.ByteBuffer;

/// The stored voxels of one slice, row by row, to be taken as values or as labels.
public final class VoxelSlice {

    /// How far rounding by a scaling may move a label off its whole number.
    private static final double ROUNDING = 1e-4;

    private static final int LARGEST_LABEL = 255;

    private final ByteReader in;
    private final NiftiHeader header;
    private final Axis across;
    private final int index;
    private final int volume;
    private final ByteBuffer stored;

    VoxelSlice(ByteReader in, NiftiHeader header, Axis across, int index, int volume, byte[] stored) {
        this.in = in;
        this.header = header;
        this.across = across;
        this.index = index;
        this.volume = volume;
        this.stored = ByteBuffer.wrap(stored).order(header.order());
    }

    public int width() {
        return header.shape().width(across);
    }

    public int height() {
        return header.shape().height(across);
    }

    /// Scaled, in single precision.
    public float[] values() {
        float[] values = new float[width() * height()];
        for (int voxel = 0; voxel < values.length; voxel++) {
            float value = (float) at(voxel);
            if (!Float.isFinite(value)) {
                throw refuse(voxel, "the value must be finite, was " + at(voxel));
            }
            values[voxel] = value;
        }
        return values;
    }

    /// Labels of 0 to 255, one per byte.
    public byte[] labels() {
        if (header.type() == VoxelType.UINT8 && header.scaling().equals(Scaling.NONE)) {
            return stored.array().clone();
        }
        byte[] labels = new byte[width() * height()];
        for (int voxel = 0; voxel < labels.length; voxel++) {
            double value = at(voxel);
            double label = Math.rint(value);
            if (!(Math.abs(value - label) <= ROUNDING && label >= 0 && label <= LARGEST_LABEL)) {
                throw refuse(voxel, "a label is a whole number from 0 to 255, was " + value);
            }
            labels[voxel] = (byte) (int) label;
        }
        return labels;
    }

    /// As the file has them, not to be changed.
    byte[] stored() {
        return stored.array();
    }

    /// A refusal that names the voxel; the caller throws it.
    ///
    /// @param voxel its index in the slice
    public ProblemException refuse(int voxel, String why) {
        int column = voxel % width();
        int row = voxel / width();
        String at = switch (across) {
            case X -> index + ", " + column + ", " + row;
            case Y -> column + ", " + index + ", " + row;
            case Z -> column + ", " + row + ", " + index;
        };
        return in.refuse("voxel (" + at + ") of volume " + volume, why);
    }

    private double at(int voxel) {
        return header.scaling().of(header.type().at(stored, voxel * header.type().bytes()));
    }
}
