package consilium.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantileTest {

    @Test
    void ranksInBetweenAreInterpolated() {
        double[] sorted = {1, 2, 4, 8};

        assertThat(Quantile.of(sorted, 0)).isEqualTo(1);
        assertThat(Quantile.of(sorted, 0.5)).isEqualTo(3);
        assertThat(Quantile.of(sorted, 0.95)).isCloseTo(7.4, within(1e-12));
        assertThat(Quantile.of(sorted, 1)).isEqualTo(8);
        assertThat(Quantile.of(new double[] {5}, 0.3)).isEqualTo(5);
    }

    @Test
    void nothingHasNoQuantile() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantile.of(new double[0], 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Quantile.of(new double[1], 1.01));
    }
}
