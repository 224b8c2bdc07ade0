package consilium.ingest.labels;

import consilium.ingest.nifti.NiftiFile;
import consilium.ingest.nifti.NiftiHeader;
import consilium.ingest.nifti.NiftiTemplate;
import consilium.ingest.nifti.VoxelSlice;
import consilium.ingest.source.ByteSource;
import consilium.kernel.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// NIfTI of either version, gzipped or not, a pair of `.hdr` and `.img` included. Written with the header of the file
/// that was read (its affine, spacing, units and extensions); probabilities are its further dimension.
final class NiftiFormat implements LabelFormat {

    private static final String PLAIN = ".nii";
    private static final String ZIPPED = ".nii.gz";

    private final NiftiTemplate template;
    private final LabelGrid grid;
    private final boolean zipped;

    private NiftiFormat(NiftiTemplate template, LabelGrid grid, boolean zipped) {
        this.template = template;
        this.grid = grid;
        this.zipped = zipped;
    }

    static boolean reads(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(PLAIN) || lower.endsWith(ZIPPED) || lower.endsWith(".hdr")
                || lower.endsWith(".hdr.gz");
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput`
    static LabelFile read(Path path) {
        String name = path.getFileName().toString();
        ByteSource header = ByteSource.of(path);
        ByteSource voxels = ByteSource.of(path.resolveSibling(name.replaceFirst("(?i)\\.hdr(\\.gz)?$", ".img$1")));
        NiftiFile file = NiftiFile.open(header, voxels);
        LabelGrid grid = grid(path, file.header());
        byte[] labels = new byte[grid.size()];
        file.eachSlice(0, (z, slice) -> copy(slice, labels, z));
        boolean zipped = name.toLowerCase(Locale.ROOT).endsWith(".gz");
        return new LabelFile(
                path.toString(), grid, labels, new NiftiFormat(NiftiTemplate.of(header, file.header()), grid, zipped));
    }

    private static void copy(VoxelSlice slice, byte[] labels, int z) {
        byte[] plane = slice.labels();
        System.arraycopy(plane, 0, labels, z * plane.length, plane.length);
    }

    private static LabelGrid grid(Path path, NiftiHeader header) {
        NiftiHeader.Shape shape = header.shape();
        if (shape.volumes() > 1) {
            throw refuse(path, "has " + shape.volumes() + " volumes; a label map has one");
        }
        if ((long) shape.x() * shape.y() * shape.z() > Integer.MAX_VALUE - Long.BYTES) {
            throw refuse(path, "has " + shape + " voxels; label maps of up to 2147483639 are read");
        }
        double millimetres = header.unit().millimetres();
        return new LabelGrid(
                List.of(shape.z(), shape.y(), shape.x()),
                header.spacing().reversed().stream().map(each -> each * millimetres).toList());
    }

    private static RuntimeException refuse(Path path, String why) {
        return new Problem.BadInput(path.toString(), "header", why).toException();
    }

    @Override
    public String ending() {
        return zipped ? ZIPPED : PLAIN;
    }

    @Override
    public String probabilitiesEnding() {
        return ending();
    }

    @Override
    public void writeLabels(OutputStream out, byte[] labels) throws IOException {
        try (OutputStream plain = opened(out)) {
            template.writeLabels(plain, labels);
        }
    }

    @Override
    public void writeProbabilities(OutputStream out, Probabilities probabilities, Precision precision)
            throws IOException {
        try (OutputStream plain = opened(out)) {
            plain.write(template.probabilities(probabilities.labels(), precision == Precision.DOUBLE));
            NumberStream.write(plain, probabilities, grid.size(), precision, template.order());
        }
    }

    private OutputStream opened(OutputStream out) throws IOException {
        return zipped ? new FastGzip(out) : out;
    }
}
