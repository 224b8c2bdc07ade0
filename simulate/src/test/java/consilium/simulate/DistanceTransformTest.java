package consilium.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DistanceTransformTest {

    @Property(tries = 300)
    void distancesAreThoseOfTheDefinition(
            @ForAll @IntRange(min = 1, max = 30) int width,
            @ForAll @IntRange(min = 1, max = 30) int height,
            @ForAll @IntRange(min = 1, max = 60) int rarity,
            @ForAll long seed) {
        Mask mask = random(width, height, rarity, seed);

        assertThat(DistanceTransform.squared(mask)).isEqualTo(slow(mask));
    }

    @Test
    void anEmptyMaskIsNowhere() {
        assertThat(DistanceTransform.squared(new Mask(3, 2, new boolean[6])))
                .containsOnly(DistanceTransform.NOWHERE);
    }

    @Test
    void distancesAreSquared() {
        boolean[] corner = new boolean[12];
        corner[0] = true;
        assertThat(DistanceTransform.squared(new Mask(4, 3, corner)))
                .containsExactly(0, 1, 4, 9, 1, 2, 5, 10, 4, 5, 8, 13);
    }

    private static int[] slow(Mask mask) {
        int[] squared = new int[mask.size()];
        Arrays.fill(squared, DistanceTransform.NOWHERE);
        for (int pixel = 0; pixel < squared.length; pixel++) {
            for (int other = 0; other < squared.length; other++) {
                int dx = pixel % mask.width() - other % mask.width();
                int dy = pixel / mask.width() - other / mask.width();
                if (mask.at(other)) {
                    squared[pixel] = Math.min(squared[pixel], dx * dx + dy * dy);
                }
            }
        }
        return squared;
    }

    static Mask random(int width, int height, int rarity, long seed) {
        Random random = new Random(seed);
        boolean[] inside = new boolean[width * height];
        for (int pixel = 0; pixel < inside.length; pixel++) {
            inside[pixel] = random.nextInt(rarity) == 0;
        }
        return new Mask(width, height, inside);
    }
}
