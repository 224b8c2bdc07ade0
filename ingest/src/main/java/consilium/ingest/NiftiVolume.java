package consilium.ingest;

import consilium.ingest.nifti.Axis;
import consilium.ingest.nifti.NiftiFile;
import consilium.ingest.nifti.NiftiHeader.Shape;
import consilium.ingest.nifti.VolumeSlices;
import consilium.ingest.source.ByteSource;
import java.nio.file.Path;

/// One volume of a NIfTI file, or of a pair of header and voxels, whose header was read and found right.
record NiftiVolume(Path path, NiftiFile file, int volume) {

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it is no NIfTI file or has no such volume
    static NiftiVolume open(Path path, int volume) {
        NiftiFile file = NiftiFile.open(ByteSource.of(path), ByteSource.of(voxels(path)));
        if (volume >= file.header().shape().volumes()) {
            throw Refusal.of(
                    path, "header", "has " + file.header().shape().volumes() + " volumes, the spec asks for number "
                            + volume + ", counted from 0");
        }
        return new NiftiVolume(path, file, volume);
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when the other has another number of voxels
    NiftiVolume requireLike(NiftiVolume first) {
        Shape shape = shape();
        Shape other = first.shape();
        if (shape.x() != other.x() || shape.y() != other.y() || shape.z() != other.z()) {
            throw Refusal.of(
                    path, "header", "has " + shape + " voxels, the case's first modality, " + first.path().getFileName()
                            + ", has " + other + "; all files of a case have the same");
        }
        return this;
    }

    Shape shape() {
        return file.header().shape();
    }

    VolumeSlices slices(Axis across) {
        return file.slices(across, volume);
    }

    /// Of a pair the file of the voxels.
    static Path voxels(Path path) {
        String name = path.getFileName().toString();
        return path.resolveSibling(name.replaceFirst("\\.hdr(\\.gz)?$", ".img$1"));
    }
}
