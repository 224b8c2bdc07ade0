package consilium.ingest.nifti;

import consilium.ingest.nifti.NiftiHeader.Shape;
import consilium.ingest.source.ByteReader;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Gzip;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Goes forward through one volume and takes slices out of it.
///
/// A slice across z is one run of bytes; across y one run per plane; across x one voxel per row, for which all of the
/// volume passes by.
final class VolumeReader implements AutoCloseable {

    private final NiftiHeader header;
    private final int volume;
    private final ByteReader in;
    private final int bytes;
    private byte @Nullable [] plane;
    private int next;

    VolumeReader(ByteSource source, NiftiHeader header, int volume) {
        this.header = header;
        this.volume = Objects.checkIndex(volume, header.shape().volumes());
        this.bytes = header.type().bytes();
        this.in = Gzip.open(source);
        in.skip(header.offset() + header.shape().voxelsOfVolume() * bytes * volume);
    }

    /// The next slice across z.
    VoxelSlice next() {
        int length = header.shape().x() * header.shape().y() * bytes;
        if (plane == null) {
            plane = in.bytes(length);
        } else {
            in.fill(plane, 0, length);
        }
        return new VoxelSlice(in, header, Axis.Z, next++, volume, plane);
    }

    /// One slice; the reader is used up by it.
    VoxelSlice slice(Axis across, int index) {
        Objects.checkIndex(index, header.shape().along(across));
        byte[] stored = switch (across) {
            case Z -> acrossZ(index);
            case Y -> acrossY(index);
            case X -> acrossX(index);
        };
        return new VoxelSlice(in, header, across, index, volume, stored);
    }

    /// A slice whose voxels were gathered elsewhere; refusals still name this file.
    VoxelSlice slice(Axis across, int index, byte[] stored) {
        return new VoxelSlice(in, header, across, index, volume, stored);
    }

    /// After the last volume a gzip's own checksum follows; reading on makes it count.
    void finish() {
        if (volume == header.shape().volumes() - 1) {
            in.atEnd();
        }
    }

    @Override
    public void close() {
        in.close();
    }

    private byte[] acrossZ(int index) {
        Shape shape = header.shape();
        in.skip((long) shape.x() * shape.y() * bytes * index);
        return in.bytes((long) shape.x() * shape.y() * bytes);
    }

    private byte[] acrossY(int index) {
        Shape shape = header.shape();
        int row = shape.x() * bytes;
        byte[] stored = new byte[row * shape.z()];
        for (int z = 0; z < shape.z(); z++) {
            in.skip((long) row * (z == 0 ? index : shape.y() - 1));
            in.fill(stored, row * z, row);
        }
        return stored;
    }

    private byte[] acrossX(int index) {
        Shape shape = header.shape();
        byte[] stored = new byte[shape.y() * shape.z() * bytes];
        byte[] row = new byte[shape.x() * bytes];
        for (int start = 0; start < stored.length; start += bytes) {
            in.fill(row, 0, row.length);
            System.arraycopy(row, index * bytes, stored, start, bytes);
        }
        return stored;
    }
}
