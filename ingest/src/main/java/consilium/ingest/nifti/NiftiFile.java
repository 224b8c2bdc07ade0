package consilium.ingest.nifti;

import consilium.ingest.source.ByteReader;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Gzip;
import consilium.kernel.problem.ProblemException;
import java.util.OptionalLong;

/// One NIfTI image whose slices are read when asked for; nothing but the header is kept.
///
/// Values are scaled as the header says and finite. A slice's voxels come row by row, see [Axis]. Every method throws
/// [ProblemException] with `BadInput` for a file that is not what its header promises.
public final class NiftiFile {

    private final ByteSource voxels;
    private final NiftiHeader header;

    private NiftiFile(ByteSource voxels, NiftiHeader header) {
        this.voxels = voxels;
        this.header = header;
        checkLength();
    }

    /// `.nii` or `.nii.gz`, told apart by content.
    public static NiftiFile open(ByteSource file) {
        return open(file, file);
    }

    /// A pair of `.hdr` and `.img`, each gzipped or not.
    public static NiftiFile open(ByteSource header, ByteSource image) {
        try (ByteReader in = Gzip.open(header)) {
            return new NiftiFile(image, HeaderReader.read(in));
        }
    }

    public NiftiHeader header() {
        return header;
    }

    /// How many slices lie across an axis.
    public int slices(Axis axis) {
        return header.shape().along(axis);
    }

    /// Voxels in a row of a slice across the axis.
    public int width(Axis across) {
        return header.shape().width(across);
    }

    /// Rows of a slice across the axis.
    public int height(Axis across) {
        return header.shape().height(across);
    }

    /// One slice of one volume, scaled.
    public float[] slice(Axis across, int index, int volume) {
        try (VolumeReader reader = new VolumeReader(voxels, header, volume)) {
            return reader.slice(across, index).values();
        }
    }

    /// One slice of one volume, as labels.
    ///
    /// @throws ProblemException `BadInput` naming the voxel that is no whole number from 0 to 255
    public byte[] labels(Axis across, int index, int volume) {
        try (VolumeReader reader = new VolumeReader(voxels, header, volume)) {
            return reader.slice(across, index).labels();
        }
    }

    /// Every slice of one volume across an axis, in order, to be closed by the caller.
    public VolumeSlices slices(Axis across, int volume) {
        return new VolumeSlices(voxels, header, across, volume);
    }

    /// Every slice across z of one volume in order, in one pass over the file.
    public void eachSlice(int volume, SliceSink sink) {
        try (VolumeReader reader = new VolumeReader(voxels, header, volume)) {
            for (int z = 0; z < header.shape().z(); z++) {
                sink.accept(z, reader.next());
            }
            reader.finish();
        }
    }

    /// Takes the slices of [#eachSlice].
    @FunctionalInterface
    public interface SliceSink {

        /// @param slice good until the next one is asked for
        void accept(int z, VoxelSlice slice);
    }

    private void checkLength() {
        try (ByteReader in = Gzip.open(voxels)) {
            OptionalLong most = Gzip.mostPlainBytes(voxels);
            if (most.isEmpty()) {
                in.skip(header.end());
            } else if (most.getAsLong() < header.end()) {
                throw in.refuse("header", "claims " + header.shape() + " voxels of " + header.type() + " from byte "
                        + header.offset() + ", which end at byte " + header.end() + "; the file holds at most "
                        + most.getAsLong() + " bytes");
            }
            if (bytesOfLargestSlice() > Integer.MAX_VALUE - 8) {
                throw in.refuse("header", "a slice of " + header.shape() + " voxels takes more than 2 GiB");
            }
        }
    }

    private double bytesOfLargestSlice() {
        NiftiHeader.Shape shape = header.shape();
        double x = shape.x();
        double y = shape.y();
        double z = shape.z();
        return Math.max(x * y, Math.max(x * z, y * z)) * header.type().bytes();
    }
}
