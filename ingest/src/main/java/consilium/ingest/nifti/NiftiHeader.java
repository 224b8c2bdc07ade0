package consilium.ingest.nifti;

import java.nio.ByteOrder;
import java.util.List;

/// What a NIfTI header says, checked.
///
/// @param version     1 or 2
/// @param order       of every number in header and voxels
/// @param shape       voxels along x, y, z, and the number of volumes; each at least 1
/// @param type        of a stored voxel
/// @param offset      of the first voxel, in bytes
/// @param spacing     distance of voxels along x, y and z, in `unit`
/// @param unit        of space
/// @param description free text
public record NiftiHeader(
        int version,
        ByteOrder order,
        Shape shape,
        VoxelType type,
        long offset,
        Scaling scaling,
        List<Double> spacing,
        Unit unit,
        Affine affine,
        String description) {

    public NiftiHeader {
        spacing = List.copyOf(spacing);
    }

    /// The unit of `spacing` and the affine.
    public enum Unit {
        UNKNOWN(1),
        METRE(1000),
        MILLIMETRE(1),
        MICROMETRE(0.001);

        private final double millimetres;

        Unit(double millimetres) {
            this.millimetres = millimetres;
        }

        /// Length of one; an unknown unit is taken for a millimetre, as everybody does.
        public double millimetres() {
            return millimetres;
        }
    }

    /// Voxels along x, y, z, and volumes (all further dimensions together).
    public record Shape(int x, int y, int z, int volumes) {

        public Shape {
            if (x < 1 || y < 1 || z < 1 || volumes < 1) {
                throw new IllegalArgumentException("each dimension is at least 1, was " + x + " x " + y + " x " + z
                        + " x " + volumes);
            }
        }

        int along(Axis axis) {
            return switch (axis) {
                case X -> x;
                case Y -> y;
                case Z -> z;
            };
        }

        int width(Axis across) {
            return across == Axis.X ? y : x;
        }

        int height(Axis across) {
            return across == Axis.Z ? y : z;
        }

        long voxelsOfVolume() {
            return Math.multiplyExact((long) x * y, (long) z);
        }

        long voxels() {
            return Math.multiplyExact(voxelsOfVolume(), (long) volumes);
        }

        @Override
        public String toString() {
            return x + " x " + y + " x " + z + (volumes == 1 ? "" : " x " + volumes);
        }
    }

    /// Bytes that header and voxels take together.
    long end() {
        return Math.addExact(offset, Math.multiplyExact(shape.voxels(), (long) type.bytes()));
    }
}
