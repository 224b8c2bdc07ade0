package consilium.ingest.labels;

import consilium.ingest.nifti.NiftiFile;
import consilium.ingest.source.ByteSource;
import consilium.kernel.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// How probable every label is at every pixel, as [LabelFile] writes it: `.npy` with the label as its first axis, or
/// NIfTI with a volume for each. Of two labels, the foreground's alone will do.
public final class ProbabilityFile {

    private static final double ROUNDING = 1e-4;

    private final String name;
    private final LabelGrid grid;
    private final int labels;

    private ProbabilityFile(String name, LabelGrid grid, int labels) {
        this.name = name;
        this.grid = grid;
        this.labels = labels;
    }

    /// @param grid   of the label map they belong to
    /// @param labels how many there are
    /// @return `[label, pixel]`
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for another size, or for numbers that are no
    ///         probabilities
    public static float[] read(Path file, LabelGrid grid, int labels) {
        if (!Files.isRegularFile(file)) {
            throw new Problem.BadInput(file.toString(), "", "no such file").toException();
        }
        ProbabilityFile reader = new ProbabilityFile(file.toString(), grid, labels);
        String lower = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (lower.endsWith(NpyFormat.ENDING)) {
            return reader.checked(reader.npy(ByteSource.of(file)));
        }
        if (NiftiFormat.reads(lower)) {
            return reader.checked(reader.nifti(NiftiFile.open(ByteSource.of(file))));
        }
        throw reader.refuse("", "probabilities end in .npy, .nii or .nii.gz");
    }

    private float[] npy(ByteSource source) {
        NpyReader array = NpyReader.read(source);
        int[] own = grid.extents().stream().mapToInt(Integer::intValue).toArray();
        int[] all = IntStream.concat(IntStream.of(labels), Arrays.stream(own)).toArray();
        boolean foreground = labels == 2 && Arrays.equals(array.shape(), own);
        if (!foreground && !Arrays.equals(array.shape(), all)) {
            throw refuse("header", "the shape is " + Arrays.toString(array.shape()) + "; for this map it is "
                    + Arrays.toString(all));
        }
        return foreground ? foreground(array::at) : all(array::at);
    }

    private float[] nifti(NiftiFile file) {
        int volumes = file.header().shape().volumes();
        boolean foreground = labels == 2 && volumes == 1;
        if (!foreground && volumes != labels) {
            throw refuse("header", "has " + volumes + " volumes; there are " + labels + " labels");
        }
        float[] read = new float[volumes * grid.size()];
        int plane = grid.width() * grid.height();
        if (file.header().shape().x() != grid.width() || file.header().shape().y() != grid.height()
                || file.header().shape().z() != grid.depth()) {
            throw refuse("header", "has " + file.header().shape() + " voxels; its label map has " + grid);
        }
        for (int volume = 0; volume < volumes; volume++) {
            int from = volume * grid.size();
            file.eachSlice(volume, (z, slice) -> System.arraycopy(slice.values(), 0, read, from + z * plane, plane));
        }
        return foreground ? foreground(pixel -> read[pixel]) : read;
    }

    private float[] all(IntToDoubleFunction values) {
        float[] all = new float[labels * grid.size()];
        for (int index = 0; index < all.length; index++) {
            all[index] = (float) values.applyAsDouble(index);
        }
        return all;
    }

    private float[] foreground(IntToDoubleFunction values) {
        float[] both = new float[2 * grid.size()];
        for (int pixel = 0; pixel < grid.size(); pixel++) {
            both[grid.size() + pixel] = (float) values.applyAsDouble(pixel);
            both[pixel] = 1 - both[grid.size() + pixel];
        }
        return both;
    }

    private float[] checked(float[] probabilities) {
        for (int pixel = 0; pixel < grid.size(); pixel++) {
            double sum = 0;
            for (int label = 0; label < labels; label++) {
                float each = probabilities[label * grid.size() + pixel];
                if (!(each >= 0 && each <= 1)) {
                    throw refuse(grid.position(pixel), "the probability of label " + label + " is " + each
                            + "; one is from 0 to 1");
                }
                sum += each;
            }
            if (Math.abs(sum - 1) > ROUNDING) {
                throw refuse(grid.position(pixel), "the probabilities sum to " + sum + "; they sum to 1");
            }
        }
        return probabilities;
    }

    private RuntimeException refuse(String position, String why) {
        return new Problem.BadInput(name, position, why).toException();
    }
}
