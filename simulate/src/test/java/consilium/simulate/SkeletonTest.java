package consilium.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SkeletonTest {

    @Property(tries = 300)
    void piecesAndHolesStay(
            @ForAll @IntRange(min = 1, max = 25) int width,
            @ForAll @IntRange(min = 1, max = 25) int height,
            @ForAll long seed) {
        Mask shape = DistanceTransformTest.random(width, height, 2, seed);
        Mask skeleton = skeleton(shape);

        assertThat(pieces(skeleton, 8)).isEqualTo(pieces(shape, 8));
        assertThat(pieces(framed(skeleton).inverted(), 4)).isEqualTo(pieces(framed(shape).inverted(), 4));
        for (int pixel = 0; pixel < shape.size(); pixel++) {
            assertThat(shape.at(pixel) || !skeleton.at(pixel)).isTrue();
        }
    }

    @Test
    void aBarBecomesItsMiddleLine() {
        Mask bar = Resampling.enlarge(Shapes.bar(16, 2, 7, 14, 9));
        Mask skeleton = skeleton(bar);

        // The bar is 8 fine rows high, 28 to 35, so the line is at 31 or 32.
        for (int x = 20; x < 44; x++) {
            int inColumn = 0;
            for (int y = 0; y < 64; y++) {
                inColumn += skeleton.at(x, y) ? 1 : 0;
            }
            assertThat(inColumn).isEqualTo(1);
            assertThat(skeleton.at(x, 31) || skeleton.at(x, 32)).isTrue();
        }
    }

    @Test
    void nothingHasNoSkeleton() {
        assertThat(skeleton(new Mask(5, 4, new boolean[20])).count()).isZero();
    }

    private static Mask skeleton(Mask shape) {
        return Skeleton.of(shape, DistanceTransform.squared(shape.inverted()));
    }

    /// With a border of background around, so that all that lies outside is one piece.
    private static Mask framed(Mask mask) {
        int width = mask.width() + 2;
        boolean[] inside = new boolean[width * (mask.height() + 2)];
        for (int pixel = 0; pixel < inside.length; pixel++) {
            inside[pixel] = mask.at(pixel % width - 1, pixel / width - 1);
        }
        return new Mask(width, mask.height() + 2, inside);
    }

    private static int pieces(Mask mask, int connectivity) {
        boolean[] left = mask.copy();
        int pieces = 0;
        for (int pixel = 0; pixel < left.length; pixel++) {
            if (left[pixel]) {
                pieces++;
                flood(mask, left, pixel, connectivity);
            }
        }
        return pieces;
    }

    private static void flood(Mask mask, boolean[] left, int from, int connectivity) {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(from);
        left[from] = false;
        while (!open.isEmpty()) {
            int pixel = open.remove();
            for (int step = 0; step < 9; step++) {
                int x = pixel % mask.width() + step % 3 - 1;
                int y = pixel / mask.width() + step / 3 - 1;
                boolean joined = connectivity == 8 || step % 2 == 1;
                if (joined && mask.at(x, y) && left[y * mask.width() + x]) {
                    left[y * mask.width() + x] = false;
                    open.add(y * mask.width() + x);
                }
            }
        }
    }
}
