package consilium.evaluate;

import consilium.evaluate.surface.Grid;
import consilium.evaluate.surface.Mask;
import consilium.evaluate.surface.SurfaceDistances;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.OptionalDouble;

/// How far one class's surface lies from the true one, in the grid's unit; empty where either mask is missing.
///
/// @param hd95 the larger of the directed 95th percentiles
/// @param assd the mean of all distances of both directions
/// @param dice at the tolerance of the [Ruler]
record SurfaceScore(OptionalDouble hd95, OptionalDouble assd, OptionalDouble dice) {

    /// How surfaces are compared.
    ///
    /// @param unit      of distances
    /// @param tolerance that a surface may be away and still count as met
    record Ruler(String unit, double tolerance) {

        /// One pixel away is met.
        static final Ruler PIXELS = new Ruler("pixel", 1);
    }

    private static final double PERCENT = 95;

    static SurfaceScore of(LabelMap map, LabelMap truth, int label, EmptyMask rule) {
        Grid grid = Grid.of(truth.height(), truth.width());
        return of(grid, map, truth, label, Ruler.PIXELS, rule);
    }

    /// @param grid of the maps' pixels, in their order
    static SurfaceScore of(Grid grid, LabelMap map, LabelMap truth, int label, Ruler ruler, EmptyMask rule) {
        SurfaceDistances distances = SurfaceDistances.between(
                Mask.generate(grid, pixel -> map.at(pixel) == label),
                Mask.generate(grid, pixel -> truth.at(pixel) == label));
        return new SurfaceScore(
                distances.hausdorff(PERCENT, rule),
                distances.average(rule),
                distances.dice(ruler.tolerance(), rule));
    }
}
