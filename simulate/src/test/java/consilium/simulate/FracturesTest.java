package consilium.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FracturesTest {

    private final Mask bar = Resampling.enlarge(Shapes.bar(32, 4, 13, 28, 19));
    private final int[] depth = DistanceTransform.squared(bar.inverted());
    private final Mask skeleton = Skeleton.of(bar, depth);

    /// Morpho-MNIST's implementation cuts 3.5 fine rows off.
    @Test
    void aCutIsCentredOnTheSkeleton() {
        for (int repeat = 0; repeat < 30; repeat++) {
            Mask cut = cut(1, 1.5, random("centre " + repeat));
            Moments erased = new Moments();
            double sumX = 0;
            double sumY = 0;
            int count = 0;
            for (int pixel = 0; pixel < bar.size(); pixel++) {
                if (bar.at(pixel) && !cut.at(pixel)) {
                    erased.add(pixel % bar.width(), (double) (pixel / bar.width()));
                    sumX += pixel % bar.width();
                    sumY += (double) (pixel / bar.width());
                    count++;
                }
            }
            // The bar's middle is at fine row 63.5; the cut runs up and down.
            assertThat(sumY / count).isCloseTo(63.5, within(0.6));
            assertThat(sumX / count).isBetween(16.0, 112.0);
            assertThat(Math.abs(erased.axis()[0])).isLessThan(0.1 * Math.abs(erased.axis()[1]));
        }
    }

    @Test
    void aCutIsAsWideAsItsThicknessAndPartsTheBar() {
        LabelMap map = Resampling.reduce(cut(1, 2, random("width")));

        for (int y = 13; y < 19; y++) {
            int missing = 0;
            for (int x = 4; x < 28; x++) {
                missing += map.at(x, y) == 0 ? 1 : 0;
            }
            assertThat(missing).isBetween(2, 3);
        }
    }

    @Test
    void cutsKeepAwayFromTheEnds() {
        for (int repeat = 0; repeat < 50; repeat++) {
            Mask cut = cut(1, 1, random("ends " + repeat));
            for (int y = 56; y < 72; y++) {
                assertThat(cut.at(18, y)).isTrue();
                assertThat(cut.at(109, y)).isTrue();
            }
        }
    }

    @Test
    void noCutsAndCutsOfNoThicknessChangeNothing() {
        assertThat(cut(0, 1.5, random("none")).count()).isEqualTo(bar.count());
        assertThat(cut(5, 0, random("none")).count()).isEqualTo(bar.count());
    }

    @Test
    void whereTheSkeletonRunsNowhereTheCutRunsAnywhere() {
        Mask disk = Resampling.enlarge(Shapes.disk(16, 7.5, 7.5, 5));
        boolean[] point = new boolean[disk.size()];
        point[32 * disk.width() + 32] = true;
        Fractures fractures = new Fractures(
                new Mask(disk.width(), disk.height(), point), DistanceTransform.squared(disk.inverted()));

        assertThat(fractures.cut(disk, 1, 1.5, 0, random("a")).copy())
                .isNotEqualTo(fractures.cut(disk, 1, 1.5, 0, random("b")).copy());
    }

    private Mask cut(int count, double thickness, RandomGenerator random) {
        return new Fractures(skeleton, depth).cut(bar, count, thickness, 0, random);
    }

    private static RandomGenerator random(String name) {
        return new RandomStreams(3, "fractures").stream(name);
    }
}
