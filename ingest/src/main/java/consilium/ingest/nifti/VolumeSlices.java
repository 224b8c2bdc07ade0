package consilium.ingest.nifti;

import consilium.ingest.nifti.NiftiHeader.Shape;
import consilium.ingest.source.ByteSource;

/// The slices of one volume across an axis, in order, each asked for when it is wanted.
///
/// Across z the file is read once. Across x and y, where a slice lies scattered over the file, a pass over it gathers as
/// many slices as fit a block of memory, so that most volumes are read once, too.
public final class VolumeSlices implements AutoCloseable {

    private static final int BLOCK = 1 << 26;

    private final ByteSource voxels;
    private final NiftiHeader header;
    private final Axis across;
    private final int volume;
    private VolumeReader reader;
    private byte[][] block = new byte[0][];
    private int blockStart;
    private int next;

    VolumeSlices(ByteSource voxels, NiftiHeader header, Axis across, int volume) {
        this.voxels = voxels;
        this.header = header;
        this.across = across;
        this.volume = volume;
        this.reader = new VolumeReader(voxels, header, volume);
    }

    /// The next slice, the first one at first.
    ///
    /// @return good until the next one is asked for
    /// @throws IndexOutOfBoundsException after the last
    public VoxelSlice next() {
        int index = next++;
        if (index >= header.shape().along(across)) {
            throw new IndexOutOfBoundsException("the volume has " + header.shape().along(across) + " slices");
        }
        return across == Axis.Z ? plane(index) : gathered(index);
    }

    @Override
    public void close() {
        reader.close();
    }

    private VoxelSlice plane(int index) {
        VoxelSlice plane = reader.next();
        if (index == header.shape().z() - 1) {
            reader.finish();
        }
        return plane;
    }

    private VoxelSlice gathered(int index) {
        if (index >= blockStart + block.length) {
            gather(index);
        }
        return reader.slice(across, index, block[index - blockStart]);
    }

    private void gather(int from) {
        Shape shape = header.shape();
        int bytes = header.type().bytes();
        int length = shape.width(across) * shape.height(across) * bytes;
        int count = Math.min(shape.along(across) - from, Math.max(1, BLOCK / length));
        if (from > 0) {
            reader.close();
            reader = new VolumeReader(voxels, header, volume);
        }
        block = new byte[0][];
        byte[][] gathered = new byte[count][length];
        for (int z = 0; z < shape.z(); z++) {
            byte[] plane = reader.next().stored();
            for (int slice = 0; slice < count; slice++) {
                copy(plane, from + slice, gathered[slice], z);
            }
        }
        reader.finish();
        block = gathered;
        blockStart = from;
    }

    /// What of a plane across z belongs to a slice across x or y.
    private void copy(byte[] plane, int index, byte[] slice, int z) {
        int bytes = header.type().bytes();
        int row = header.shape().x() * bytes;
        if (across == Axis.Y) {
            System.arraycopy(plane, index * row, slice, z * row, row);
            return;
        }
        int height = header.shape().y();
        for (int y = 0; y < height; y++) {
            System.arraycopy(plane, y * row + index * bytes, slice, (z * height + y) * bytes, bytes);
        }
    }
}
