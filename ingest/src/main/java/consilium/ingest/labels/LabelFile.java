package consilium.ingest.labels;

import consilium.ingest.source.ByteSource;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;

/// A label map as it stands in a file of its own: PNG, TIFF, NIfTI or `.npy`; and how to write others like it.
///
/// Values are the labels themselves, whole numbers from 0 to 255. Every method that reads throws [ProblemException] with
/// `BadInput` for what is no such file, naming the place and what would be right.
public final class LabelFile {

    private static final String ENDINGS = ".png, .tif, .tiff, .nii, .nii.gz, .hdr (with .img), .npy";
    private static final int LABELS = 256;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final LabelGrid grid;
    private final byte[] labels;
    private final LabelFormat format;

    /// @param labels in the grid's order, taken over, not copied
    LabelFile(String name, LabelGrid grid, byte[] labels, LabelFormat format) {
        this.name = name;
        this.grid = grid;
        this.labels = labels;
        this.format = format;
    }

    /// What a file's name ends in if it is read, for messages.
    public static String endings() {
        return ENDINGS;
    }

    /// Whether a file of this name is read.
    public static boolean isOne(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && (RasterFormat.reads(name) || NiftiFormat.reads(name) || name.endsWith(NpyFormat.ENDING));
    }

    /// Whether files of this name tell how far apart their pixels lie.
    public static boolean tellsSpacing(Path file) {
        return NiftiFormat.reads(file.getFileName().toString());
    }

    /// The name without what tells its format: `case1` of `case1.nii.gz`.
    public static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("(?i)\\.(png|tiff?|npy|nii(\\.gz)?|hdr(\\.gz)?)$", "");
    }

    public static LabelFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw refuse(file.toString(), Files.isDirectory(file) ? "is a folder, expected a file" : "no such file");
        }
        String lower = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (RasterFormat.reads(lower)) {
            return RasterFormat.read(ByteSource.of(file));
        }
        if (NiftiFormat.reads(lower)) {
            return NiftiFormat.read(file);
        }
        if (lower.endsWith(NpyFormat.ENDING)) {
            return NpyFormat.read(ByteSource.of(file));
        }
        throw refuse(file.toString(), "label maps end in " + ENDINGS);
    }

    /// What messages call it.
    public String name() {
        return name;
    }

    public LabelGrid grid() {
        return grid;
    }

    /// One per pixel, 0 to 255, in the grid's order; not to be changed.
    public byte[] labels() {
        return labels;
    }

    /// Which labels occur.
    public boolean[] occurring() {
        boolean[] occurring = new boolean[LABELS];
        for (byte label : labels) {
            occurring[label & 0xff] = true;
        }
        return occurring;
    }

    /// @throws ProblemException `BadInput` where the other has another number of pixels along an axis
    public LabelFile requireLike(LabelFile first) {
        if (!grid.extents().equals(first.grid.extents())) {
            throw refuse(name, "is " + grid + " pixels, " + first.name + " is " + first.grid
                    + "; label maps of one image have the same size");
        }
        return this;
    }

    /// What the names of maps and of probabilities that are written like this one end in.
    public String ending() {
        return format.ending();
    }

    public String probabilitiesEnding() {
        return format.probabilitiesEnding();
    }

    /// Writes a map in this one's format, for NIfTI with its header; what is there is replaced once all is written.
    ///
    /// @param map of this grid
    public void write(Path target, byte[] map) {
        replace(target, out -> format.writeLabels(out, map));
    }

    /// Writes probabilities that belong to such a map: NIfTI of one dimension more beside NIfTI, else `.npy` with the
    /// label as its first axis.
    public void write(Path target, Probabilities probabilities, Precision precision) {
        replace(target, out -> format.writeProbabilities(out, probabilities, precision));
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private static void replace(Path target, Content content) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
                content.write(out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw refuse(target.toString(), "cannot be written: " + e).problem().toException(e);
        }
    }

    private static ProblemException refuse(String file, String why) {
        return new Problem.BadInput(file, "", why).toException();
    }

    /// The same labels on the same grid, whatever the format.
    @Override
    public boolean equals(Object other) {
        return other instanceof LabelFile file && grid.equals(file.grid) && Arrays.equals(labels, file.labels);
    }

    @Override
    public int hashCode() {
        return 31 * grid.hashCode() + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return name + " of " + grid + " pixels";
    }
}
