package consilium.evaluate;

import consilium.evaluate.surface.Mask;
import consilium.evaluate.surface.SurfaceDistances;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.OptionalDouble;

/// How far one class's surface lies from the true one, in pixels; empty where either mask is missing.
///
/// @param hd95 the larger of the directed 95th percentiles
/// @param assd the mean of all distances of both directions
/// @param dice at a tolerance of one pixel
record SurfaceScore(OptionalDouble hd95, OptionalDouble assd, OptionalDouble dice) {

    /// Pixels that a surface may be away and still count as met.
    static final double TOLERANCE = 1;

    private static final double PERCENT = 95;

    static SurfaceScore of(LabelMap map, LabelMap truth, int label, EmptyMask rule) {
        SurfaceDistances distances = SurfaceDistances.between(Mask.of(map, label), Mask.of(truth, label));
        return new SurfaceScore(
                distances.hausdorff(PERCENT, rule), distances.average(rule), distances.dice(TOLERANCE, rule));
    }
}
