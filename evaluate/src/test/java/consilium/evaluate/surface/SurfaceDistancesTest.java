package consilium.evaluate.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import consilium.evaluate.metric.Maps;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Golden values: the published test values of MetricsReloaded and MONAI, recomputed with NumPy and SciPy in the
/// project's research; those of the shifted rectangle are MONAI's, as published.
class SurfaceDistancesTest {

    private static final EmptyMask RULE = EmptyMask.ONE;
    private static final Offset<Double> DIGITS = within(1e-6);
    private static final int VOLUME = 99;

    @Test
    void aMaskWithinAnother() {
        SurfaceDistances distances =
                between(Maps.rectangle(14, 6, 8, 6, 8), Maps.rectangle(14, 5, 9, 5, 9));

        assertThat(value(distances.hausdorff(RULE))).isCloseTo(1.41421, within(1e-5));
        assertThat(value(distances.average(RULE))).isCloseTo(1.103553, DIGITS);
        assertThat(value(distances.meanAverage(RULE))).isCloseTo(1.069036, DIGITS);
        assertThat(value(distances.dice(1, RULE))).isEqualTo(0.75);
    }

    @Test
    void aMaskAroundAnother() {
        SurfaceDistances distances =
                between(Maps.rectangle(14, 4, 10, 4, 10), Maps.rectangle(14, 5, 9, 5, 9));

        assertThat(value(distances.average(RULE))).isCloseTo(1.051777, DIGITS);
        assertThat(value(distances.meanAverage(RULE))).isCloseTo(1.041421, DIGITS);
        assertThat(value(distances.dice(1, RULE))).isEqualTo(0.875);
    }

    @Test
    void aFarPixelCountsByTheDefinitionOfThePercentile() {
        LabelMap square = Maps.rectangle(14, 9, 12, 9, 12);
        LabelMap andFar = LabelMap.generate(14, 14, pixel -> pixel == 15 ? 1 : square.at(pixel));
        SurfaceDistances distances = between(square, andFar);

        assertThat(value(distances.hausdorff(RULE))).isCloseTo(11.313709, DIGITS);
        assertThat(value(distances.hausdorff(95, RULE))).isCloseTo(6.788225, DIGITS);
        assertThat(value(distances.pooledHausdorff(95, RULE))).isCloseTo(2.263, within(1e-3));
    }

    @Test
    void aMaskWithACrossOverIt() {
        LabelMap square = Maps.rectangle(11, 3, 8, 3, 8);
        LabelMap crossed = LabelMap.generate(11, 11, pixel -> {
            int y = pixel / 11;
            int x = pixel % 11;
            boolean bar = y == 5 && x >= 1 && x <= 9 || x == 5 && y >= 1 && y <= 9;
            return square.at(pixel) == 1 || bar ? 1 : 0;
        });
        SurfaceDistances distances = between(crossed, square);

        assertThat(value(distances.average(RULE))).isCloseTo(0.444444, DIGITS);
        assertThat(value(distances.meanAverage(RULE))).isCloseTo(0.425, DIGITS);
        assertThat(value(distances.dice(1, RULE))).isCloseTo(0.888889, DIGITS);
    }

    @Test
    void aSphereMovedByOneAlongEveryAxis() {
        Grid stretched = volume().spaced(0.85, 1.2, 0.9);

        assertThat(value(between(sphere(20, 20, 20, 20), sphere(20, 19, 19, 19)).hausdorff(RULE)))
                .isCloseTo(1.7320508, DIGITS);
        SurfaceDistances spaced = SurfaceDistances.between(
                sphere(stretched, 20, 20, 20, 20), sphere(stretched, 20, 19, 19, 19));
        assertThat(spaced.forth().largest()).isCloseTo(2.0808651, DIGITS);
        assertThat(value(spaced.hausdorff(RULE))).isCloseTo(2.2671568, DIGITS);
    }

    @Test
    void aSphereWithinALargerOneThatTheImageCuts() {
        SurfaceDistances distances = between(sphere(20, 20, 33, 22), sphere(40, 20, 33, 22));

        assertThat(distances.forth().largest()).isCloseTo(20.0997512, DIGITS);
        assertThat(value(distances.hausdorff(RULE))).isCloseTo(20.2237484, DIGITS);
        assertThat(distances.forth().percentile(95)).isCloseTo(19.9248588, DIGITS);
        assertThat(value(distances.hausdorff(95, RULE))).isCloseTo(20.0997512, DIGITS);
        assertThat(value(distances.pooledHausdorff(95, RULE))).isCloseTo(20.0499, within(1e-4));
        assertThat(distances.forth().mean()).isCloseTo(12.0400335, DIGITS);
        assertThat(value(distances.average(RULE))).isCloseTo(15.117741, DIGITS);
    }

    @Test
    void aSphereMovedByOneAlongOneAxis() {
        SurfaceDistances distances = between(sphere(33, 19, 33, 22), sphere(33, 20, 33, 22));

        assertThat(distances.forth().mean()).isCloseTo(0.3483279, DIGITS);
        assertThat(value(distances.average(RULE))).isCloseTo(0.350217, DIGITS);
    }

    @Test
    void aShiftedRectangleAtNoTolerance() {
        LabelMap wide = LabelMap.generate(640, 480, pixel -> pixel % 640 >= 50 ? 1 : 0);
        LabelMap narrow = LabelMap.generate(640, 480, pixel -> pixel % 640 >= 60 ? 1 : 0);

        assertThat(value(between(wide, narrow).dice(0, RULE)))
                .isCloseTo(1 - (478 + 480 + 18) / (1920 + 1176 + 1156.0), within(1e-12));
        SurfaceDistances background = SurfaceDistances.between(Mask.of(wide, 0), Mask.of(narrow, 0));
        assertThat(value(background.dice(0, RULE))).isCloseTo(1 - 976 / (1920 + 96 + 116.0), within(1e-12));
        assertThat(value(between(wide, wide).dice(0, RULE))).isEqualTo(1);
    }

    @Test
    void bothEmptyIsPerfectOrLeftOut() {
        SurfaceDistances empty = between(Maps.of("..", ".."), Maps.of("..", ".."));

        assertThat(empty.hausdorff(EmptyMask.ONE)).hasValue(0);
        assertThat(empty.average(EmptyMask.ONE)).hasValue(0);
        assertThat(empty.dice(1, EmptyMask.ONE)).hasValue(1);
        assertThat(empty.hausdorff(EmptyMask.SKIP)).isEmpty();
        assertThat(empty.dice(1, EmptyMask.SKIP)).isEmpty();
    }

    @Test
    void oneEmptyHasNoDistanceUnderEitherRule() {
        SurfaceDistances missed = between(Maps.of("..", ".."), Maps.of("1.", ".."));

        for (EmptyMask rule : EmptyMask.values()) {
            assertThat(missed.hausdorff(95, rule)).isEmpty();
            assertThat(missed.pooledHausdorff(95, rule)).isEmpty();
            assertThat(missed.average(rule)).isEmpty();
            assertThat(missed.meanAverage(rule)).isEmpty();
            assertThat(missed.dice(1, rule)).hasValue(0);
        }
    }

    @Test
    void masksOfDifferentGridsAreNotCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> between(Maps.of("1."), Maps.of("1..")))
                .withMessageContaining("one grid");
    }

    /// Every surface pixel against every other, from the definitions.
    @Property(tries = 150)
    void theDistancesAreThoseOfTheDefinition(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int axes) {
        Random random = new Random(seed);
        int[] extents = random.ints(axes, 1, 6).toArray();
        double[] spacing = random.doubles(axes, 0.5, 2).toArray();
        Grid grid = Grid.of(extents).spaced(spacing);
        Mask first = Mask.generate(grid, pixel -> pixel == 0 || random.nextInt(3) > 0);
        Mask other = Mask.generate(grid, pixel -> pixel == grid.size() - 1 || random.nextInt(3) > 0);
        Brute brute = new Brute(extents, spacing);
        List<Double> forth = brute.distances(first, other);
        List<Double> back = brute.distances(other, first);
        List<Double> all = new ArrayList<>(forth);
        all.addAll(back);

        SurfaceDistances distances = SurfaceDistances.between(first, other);

        assertThat(value(distances.hausdorff(RULE))).isCloseTo(Collections.max(all), within(1e-9));
        assertThat(value(distances.average(RULE))).isCloseTo(mean(all), within(1e-9));
        assertThat(value(distances.meanAverage(RULE))).isCloseTo((mean(forth) + mean(back)) / 2, within(1e-9));
        assertThat(value(distances.dice(1.25, RULE)))
                .isEqualTo((double) all.stream().filter(each -> each <= 1.25).count() / all.size());
        assertThat(SurfaceDistances.between(other, first).hausdorff(95, RULE))
                .isEqualTo(distances.hausdorff(95, RULE));
    }

    /// Masks as coordinates, with no box, no transform, no strides.
    private record Brute(int[] extents, double[] spacing) {

        List<Double> distances(Mask from, Mask to) {
            List<int[]> there = surface(to);
            return surface(from).stream()
                    .map(pixel -> there.stream()
                            .mapToDouble(other -> distance(pixel, other))
                            .min()
                            .orElseThrow())
                    .toList();
        }

        private List<int[]> surface(Mask mask) {
            List<int[]> surface = new ArrayList<>();
            for (int pixel = 0; pixel < mask.grid().size(); pixel++) {
                int[] at = place(pixel);
                if (inside(mask, at) && touchesOutside(mask, at)) {
                    surface.add(at);
                }
            }
            return surface;
        }

        private boolean touchesOutside(Mask mask, int[] at) {
            for (int axis = 0; axis < at.length; axis++) {
                for (int step = -1; step <= 1; step += 2) {
                    int[] next = at.clone();
                    next[axis] += step;
                    if (!inside(mask, next)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean inside(Mask mask, int[] at) {
            int index = 0;
            for (int axis = 0; axis < at.length; axis++) {
                if (at[axis] < 0 || at[axis] >= extents[axis]) {
                    return false;
                }
                index = index * extents[axis] + at[axis];
            }
            return mask.at(index);
        }

        private int[] place(int pixel) {
            int[] at = new int[extents.length];
            int rest = pixel;
            for (int axis = extents.length - 1; axis >= 0; axis--) {
                at[axis] = rest % extents[axis];
                rest /= extents[axis];
            }
            return at;
        }

        private double distance(int[] pixel, int[] other) {
            double sum = 0;
            for (int axis = 0; axis < pixel.length; axis++) {
                sum += Math.pow((pixel[axis] - other[axis]) * spacing[axis], 2);
            }
            return Math.sqrt(sum);
        }
    }

    private static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double value(OptionalDouble distance) {
        return distance.orElseThrow();
    }

    private static SurfaceDistances between(LabelMap map, LabelMap other) {
        return between(Mask.of(map, 1), Mask.of(other, 1));
    }

    private static SurfaceDistances between(Mask first, Mask other) {
        return SurfaceDistances.between(first, other);
    }

    private static Grid volume() {
        return Grid.of(VOLUME, VOLUME, VOLUME);
    }

    private static Mask sphere(int radius, int x, int y, int z) {
        return sphere(volume(), radius, x, y, z);
    }

    /// Its centre and radius in the unit of the spacing, as MONAI's tests have it.
    private static Mask sphere(Grid grid, int radius, int x, int y, int z) {
        return Mask.generate(grid, pixel -> {
            double dx = pixel / (VOLUME * VOLUME) * grid.spacing(0) - x;
            double dy = pixel / VOLUME % VOLUME * grid.spacing(1) - y;
            double dz = pixel % VOLUME * grid.spacing(2) - z;
            return dx * dx + dy * dy + dz * dz <= radius * radius;
        });
    }
}
