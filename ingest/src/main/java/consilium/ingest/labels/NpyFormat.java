package consilium.ingest.labels;

import consilium.ingest.source.ByteSource;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.Npy;
import consilium.kernel.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// NumPy's `.npy`: an array of one axis to three, of any type whose values are labels, in either order. Written as
/// bytes in C order; probabilities have the label as their first axis.
///
/// @param grid of the array
record NpyFormat(LabelGrid grid) implements LabelFormat {

    static final String ENDING = ".npy";

    /// @throws consilium.kernel.problem.ProblemException `BadInput`
    static LabelFile read(ByteSource source) {
        NpyReader array = NpyReader.read(source);
        LabelGrid grid = grid(source.name(), array.shape());
        byte[] labels = array.plainBytes() ? array.bytes() : WholeLabels.of(source.name(), grid, array::at);
        return new LabelFile(source.name(), grid, labels, new NpyFormat(grid));
    }

    private static LabelGrid grid(String file, int[] shape) {
        List<Integer> extents = Arrays.stream(shape).boxed().toList();
        try {
            return new LabelGrid(extents, Collections.nCopies(shape.length, 1.0));
        } catch (IllegalArgumentException e) {
            throw new Problem.BadInput(file, "header", String.valueOf(e.getMessage())).toException(e);
        }
    }

    @Override
    public String ending() {
        return ENDING;
    }

    @Override
    public String probabilitiesEnding() {
        return ENDING;
    }

    @Override
    public void writeLabels(OutputStream out, byte[] labels) throws IOException {
        out.write(Npy.header(DType.UINT8, grid.extents().stream().map(Integer::longValue).toList()));
        out.write(labels);
    }

    @Override
    public void writeProbabilities(OutputStream out, Probabilities probabilities, Precision precision)
            throws IOException {
        write(out, grid, probabilities, precision);
    }

    /// `[label, ...the grid's axes]`.
    static void write(OutputStream out, LabelGrid grid, Probabilities probabilities, Precision precision)
            throws IOException {
        List<Long> shape = new ArrayList<>();
        shape.add((long) probabilities.labels());
        grid.extents().forEach(extent -> shape.add((long) extent));
        DType type = precision == Precision.DOUBLE ? DType.FLOAT64 : DType.FLOAT32;
        out.write(Npy.header(type, shape));
        NumberStream.write(out, probabilities, grid.size(), precision, ByteOrder.LITTLE_ENDIAN);
    }
}
