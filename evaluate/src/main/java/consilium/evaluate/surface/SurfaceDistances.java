package consilium.evaluate.surface;

import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// How far the surfaces of two masks lie apart, in the unit of the grid's spacing.
///
/// A mask's surface is the mask without its erosion by a cross, with the outside of the image as background, so the
/// distances are those between the centres of pixels. Both masks empty: distances are 0 and the surface Dice is 1, or
/// all are left out, as [EmptyMask] says. One empty: there is no distance, under either rule, and the surface Dice is
/// 0.
///
/// Definitions and conventions: Maier-Hein et al., Metrics reloaded, Nature Methods 21, 2024,
/// doi:10.1038/s41592-023-02151-z; MONAI gives the same numbers where both masks are there.
///
/// @param forth from the first mask's surface to the other's
/// @param back  from the other's to the first's
public record SurfaceDistances(Distances forth, Distances back) {

    /// @param first usually the prediction
    /// @param other of the same grid
    public static SurfaceDistances between(Mask first, Mask other) {
        if (!first.grid().equals(other.grid())) {
            throw new IllegalArgumentException("masks of one grid are compared, these have " + first.grid() + " and "
                    + other.grid());
        }
        if (first.count() == 0 && other.count() == 0) {
            return new SurfaceDistances(Distances.of(new double[0]), Distances.of(new double[0]));
        }
        Box box = Box.around(first, other);
        Mask from = first.cut(box).surface();
        Mask to = other.cut(box).surface();
        return new SurfaceDistances(distances(from, to), distances(to, from));
    }

    /// The Hausdorff distance: the largest distance from either surface to the other.
    public OptionalDouble hausdorff(EmptyMask rule) {
        return hausdorff(100, rule);
    }

    /// The larger of the two directed percentiles: HD95 as MetricsReloaded and MONAI have it, with 95.
    public OptionalDouble hausdorff(double percent, EmptyMask rule) {
        return whereDefined(
                rule, both -> Math.max(both.forth.percentile(percent), both.back.percentile(percent)));
    }

    /// The percentile of all distances of both directions together: HD95 as medpy has it, with 95. Much
    /// smaller than the other where one surface has a far outlier.
    public OptionalDouble pooledHausdorff(double percent, EmptyMask rule) {
        return whereDefined(rule, both -> both.forth.and(both.back).percentile(percent));
    }

    /// ASSD, the average symmetric surface distance: the mean of all distances of both directions together.
    public OptionalDouble average(EmptyMask rule) {
        return whereDefined(rule, both -> both.forth.and(both.back).mean());
    }

    /// MASD, the mean average surface distance: the mean of the two directed means.
    public OptionalDouble meanAverage(EmptyMask rule) {
        return whereDefined(rule, both -> (both.forth.mean() + both.back.mean()) / 2);
    }

    /// The surface Dice, or normalised surface distance: the share of both surfaces' pixels that lie within the
    /// tolerance of the other surface. Nikolov et al., Journal of Medical Internet Research 23(7), 2021,
    /// doi:10.2196/26151, here with pixels counted instead of surface elements, as MetricsReloaded does.
    public OptionalDouble dice(double tolerance, EmptyMask rule) {
        int pixels = forth.count() + back.count();
        if (pixels == 0) {
            return bothEmpty(rule, 1);
        }
        return OptionalDouble.of((double) (forth.within(tolerance) + back.within(tolerance)) / pixels);
    }

    private OptionalDouble whereDefined(EmptyMask rule, ToDoubleFunction<SurfaceDistances> measure) {
        if (forth.count() == 0 && back.count() == 0) {
            return bothEmpty(rule, 0);
        }
        return forth.count() == 0 || back.count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(measure.applyAsDouble(this));
    }

    private static OptionalDouble bothEmpty(EmptyMask rule, double perfect) {
        return switch (rule) {
            case ONE -> OptionalDouble.of(perfect);
            case SKIP -> OptionalDouble.empty();
        };
    }

    private static Distances distances(Mask from, Mask to) {
        double[] squares = DistanceTransform.squared(to);
        double[] distances = new double[from.count()];
        int next = 0;
        for (int pixel = 0; pixel < squares.length; pixel++) {
            if (from.at(pixel)) {
                distances[next++] = Math.sqrt(squares[pixel]);
            }
        }
        return Distances.of(distances);
    }
}
