package consilium.evaluate.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import consilium.evaluate.metric.Maps;
import org.junit.jupiter.api.Test;

class MaskTest {

    @Test
    void theSurfaceTouchesTheOutsideAlongAnAxis() {
        Mask mask = Mask.of(Maps.of(".....", ".111.", ".1111", ".111.", "....."), 1);

        assertThat(mask.surface()).isEqualTo(Mask.of(Maps.of(".....", ".111.", ".1..1", ".111.", "....."), 1));
    }

    @Test
    void beyondTheImageIsOutside() {
        assertThat(Mask.of(Maps.of("111", "111", "111"), 1).surface())
                .isEqualTo(Mask.of(Maps.of("111", "1.1", "111"), 1));
    }

    @Test
    void aVolumeHasAnInsideOnlyWhereAllSixNeighboursAre() {
        Mask cube = Mask.generate(Grid.of(3, 3, 3), pixel -> true);

        assertThat(cube.surface().count()).isEqualTo(26);
        assertThat(cube.surface().at(13)).isFalse();
    }

    @Test
    void aBoxHoldsTheMasks() {
        Mask mask = Mask.of(Maps.of("....", ".1..", "....", "...."), 1);
        Mask other = Mask.of(Maps.of("....", "....", "..1.", "...."), 1);
        Box box = Box.around(mask, other);

        assertThat(mask.cut(box)).isEqualTo(Mask.of(Maps.of("1.", ".."), 1));
        assertThat(other.cut(box)).isEqualTo(Mask.of(Maps.of("..", ".1"), 1));
    }

    @Test
    void gridsHavePixelsAndDistances() {
        assertThatIllegalArgumentException().isThrownBy(() -> Grid.of(3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Grid.of(3, 3).spaced(1));
        assertThatIllegalArgumentException().isThrownBy(() -> Grid.of(3, 3).spaced(1, 0));
    }
}
