package consilium.ingest.nifti;

import java.util.Arrays;

/// Where a voxel lies: its indices (i, j, k) to coordinates (x, y, z), rightwards, forwards and upwards, in the
/// file's unit of space.
public final class Affine {

    /// Which of a header's three descriptions of space it was made from.
    public enum Method {
        SFORM,
        QFORM,
        SPACING
    }

    private final Method method;
    private final double[] rows;

    /// @param rows three rows of four, row by row; the fourth column is the translation
    Affine(Method method, double... rows) {
        if (rows.length != 12) {
            throw new IllegalArgumentException("an affine has 3 rows of 4 numbers, was given " + rows.length);
        }
        this.method = method;
        this.rows = rows.clone();
    }

    public Method method() {
        return method;
    }

    public double at(int row, int column) {
        return rows[4 * row + column];
    }

    /// Coordinates of a voxel's centre.
    public double[] of(double i, double j, double k) {
        double[] point = new double[3];
        for (int row = 0; row < 3; row++) {
            point[row] = at(row, 0) * i + at(row, 1) * j + at(row, 2) * k + at(row, 3);
        }
        return point;
    }

    boolean finite() {
        return Arrays.stream(rows).allMatch(Double::isFinite);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine affine && method == affine.method && Arrays.equals(rows, affine.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return method + " " + Arrays.toString(rows);
    }
}
