package consilium.ingest.labels;

import consilium.kernel.problem.Problem;
import java.util.function.IntToDoubleFunction;

/// Numbers that must be labels: whole, 0 to 255.
final class WholeLabels {

    private static final int LARGEST = 255;

    private WholeLabels() {}

    static byte[] of(String file, LabelGrid grid, float[] values) {
        return of(file, grid, (IntToDoubleFunction) pixel -> values[pixel]);
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` naming the pixel that has none
    static byte[] of(String file, LabelGrid grid, IntToDoubleFunction values) {
        byte[] labels = new byte[grid.size()];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            double value = values.applyAsDouble(pixel);
            if (!(value >= 0 && value <= LARGEST && value == Math.rint(value))) {
                throw new Problem.BadInput(
                        file, grid.position(pixel), "a label is a whole number from 0 to 255, was " + value)
                        .toException();
            }
            labels[pixel] = (byte) (int) value;
        }
        return labels;
    }
}
