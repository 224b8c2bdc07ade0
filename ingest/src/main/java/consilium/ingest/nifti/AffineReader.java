package consilium.ingest.nifti;

import consilium.ingest.nifti.Affine.Method;
import consilium.ingest.nifti.NiftiHeader.Shape;
import java.nio.ByteBuffer;

/// Chooses and computes a header's affine: the sform where its code is not 0, else the qform where its code is not 0,
/// else the spacing alone with the middle of the volume at the origin and the first axis running to the left.
///
/// Source: `nifti1.h`, methods 1 to 3; precedence and the last resort as in nibabel's `get_best_affine`.
final class AffineReader {

    /// How far rounding to 32 bits may move b² + c² + d² off 1, where a is 0.
    private static final double ROUNDING = 3 * Math.ulp(1f);

    private final HeaderLayout layout;
    private final ByteBuffer header;

    AffineReader(HeaderLayout layout, ByteBuffer header) {
        this.layout = layout;
        this.header = header;
    }

    /// @throws IllegalArgumentException when the chosen description describes no space
    Affine read(Shape shape) {
        Affine affine = layout.sform(header) != 0 ? sform() : layout.qform(header) != 0 ? qform() : spacing(shape);
        if (!affine.finite()) {
            throw new IllegalArgumentException("the " + affine.method() + " affine must be finite");
        }
        return affine;
    }

    private Affine sform() {
        double[] rows = new double[12];
        for (int index = 0; index < rows.length; index++) {
            rows[index] = layout.row(header, index);
        }
        return new Affine(Method.SFORM, rows);
    }

    private Affine qform() {
        double b = layout.quaternion(header, 0);
        double c = layout.quaternion(header, 1);
        double d = layout.quaternion(header, 2);
        double rest = 1 - (b * b + c * c + d * d);
        if (!(rest >= -ROUNDING)) {
            throw new IllegalArgumentException("the qform's quaternion (" + b + ", " + c + ", " + d
                    + ") is no rotation; its squares must add up to at most 1");
        }
        double a = rest < ROUNDING ? 0 : Math.sqrt(rest);
        double x = positive(1);
        double y = positive(2);
        double z = positive(3) * (layout.spacing(header, 0) < 0 ? -1 : 1);
        return new Affine(
                Method.QFORM,
                (a * a + b * b - c * c - d * d) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * z, translation(0),
                2 * (b * c + a * d) * x, (a * a + c * c - b * b - d * d) * y, 2 * (c * d - a * b) * z, translation(1),
                2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (a * a + d * d - b * b - c * c) * z, translation(2));
    }

    private double positive(int axis) {
        double spacing = layout.spacing(header, axis);
        if (!(spacing >= 0)) {
            throw new IllegalArgumentException("spacing " + axis + " must not be negative where a qform is used, was "
                    + spacing);
        }
        return spacing;
    }

    private double translation(int index) {
        return layout.translation(header, index);
    }

    private Affine spacing(Shape shape) {
        double x = -layout.spacing(header, 1);
        double y = layout.spacing(header, 2);
        double z = layout.spacing(header, 3);
        return new Affine(
                Method.SPACING,
                x, 0, 0, -x * (shape.x() - 1) / 2,
                0, y, 0, -y * (shape.y() - 1) / 2,
                0, 0, z, -z * (shape.z() - 1) / 2);
    }
}
