package consilium.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.recipe.RandomStreams;
import org.junit.jupiter.api.Test;

class LensTest {

    private static final int SIDE = 41;

    /// A bar of five rows through the middle, its skeleton the middle row's centre alone.
    private static final Mask BAR = mask((x, y) -> Math.abs(y - 20) <= 2);
    private static final Mask CENTRE = mask((x, y) -> x == 20 && y == 20);

    @Test
    void aLensOfStrengthOneChangesNothing() {
        assertThat(swollen(10, 1).inside()).isEqualTo(BAR.inside());
    }

    /// At a distance d of a place above the centre, what is seen lies at d (d / 10)^2: 2.5 rows up at 6.3.
    @Test
    void withinTheLensTheShapeIsSeenLarger() {
        Mask swollen = swollen(10, 3);

        assertThat(swollen.at(20, 20 - 6)).isTrue();
        assertThat(swollen.at(20, 20 - 7)).isFalse();
        assertThat(swollen.at(20, 20 + 6)).isTrue();
        assertThat(swollen.at(20, 20 + 7)).isFalse();
    }

    @Test
    void beyondTheLensNothingChanges() {
        Mask swollen = swollen(10, 3);

        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if ((x - 20) * (x - 20) + (y - 20) * (y - 20) > 100) {
                    assertThat(swollen.at(x, y)).isEqualTo(BAR.at(x, y));
                }
            }
        }
    }

    private static Mask swollen(double radius, double strength) {
        return new Lens(CENTRE, radius, strength).swollen(BAR, new RandomStreams(1, "lens").stream("bar"));
    }

    private interface Inside {
        boolean at(int x, int y);
    }

    private static Mask mask(Inside shape) {
        boolean[] inside = new boolean[SIDE * SIDE];
        for (int pixel = 0; pixel < inside.length; pixel++) {
            inside[pixel] = shape.at(pixel % SIDE, pixel / SIDE);
        }
        return new Mask(SIDE, SIDE, inside);
    }
}
