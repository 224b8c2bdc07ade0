package consilium.evaluate.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DistanceTransformTest {

    @Test
    void onePixelIsNearToAll() {
        double[] squares = DistanceTransform.squared(Mask.generate(Grid.of(3, 4), pixel -> pixel == 1));

        assertThat(squares).containsExactly(1, 0, 1, 4, 2, 1, 2, 5, 5, 4, 5, 8);
    }

    @Test
    void spacingStretchesEachAxis() {
        double[] squares = DistanceTransform.squared(
                Mask.generate(Grid.of(2, 3).spaced(3, 0.5), pixel -> pixel == 0));

        assertThat(squares).containsExactly(0, 0.25, 1, 9, 9.25, 10);
    }

    @Test
    void nothingIsInfinitelyFar() {
        assertThat(DistanceTransform.squared(Mask.generate(Grid.of(2, 2), pixel -> false)))
                .containsOnly(Double.POSITIVE_INFINITY);
    }

    /// Every pixel against every other. Whole spacing makes whole squares, which are exact.
    @Property(tries = 200)
    void theSquaresAreExact(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int depth,
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 11) int width,
            @ForAll @IntRange(min = 1, max = 3) int along) {
        Random random = new Random(seed);
        Grid grid = Grid.of(depth, height, width).spaced(1, along, 2);
        int rarity = 1 + random.nextInt(40);
        Mask mask = Mask.generate(grid, pixel -> random.nextInt(rarity) == 0);
        double[] squares = DistanceTransform.squared(mask);

        for (int pixel = 0; pixel < squares.length; pixel++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int other = 0; other < squares.length; other++) {
                if (mask.at(other)) {
                    int z = pixel / width / height - other / width / height;
                    int y = (pixel / width % height - other / width % height) * along;
                    int x = (pixel % width - other % width) * 2;
                    nearest = Math.min(nearest, x * x + y * y + z * z);
                }
            }
            assertThat(squares[pixel]).isEqualTo(nearest);
        }
    }
}
