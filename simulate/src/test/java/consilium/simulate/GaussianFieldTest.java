package consilium.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.recipe.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianFieldTest {

    /// From tables of the normal distribution, to all their digits.
    @ParameterizedTest
    @CsvSource({
            "0.5, 0", "0.975, 1.959963984540054", "0.025, -1.959963984540054", "0.99, 2.3263478740408408",
            "0.9999, 3.719016485455709", "1e-10, -6.361340902404056", "1e-300, -37.0471"
    })
    void quantilesAreThoseOfTheNormalDistribution(double share, double quantile) {
        assertThat(NormalQuantile.of(share)).isCloseTo(quantile, within(share < 1e-100 ? 1e-4 : 1e-13));
    }

    @Test
    void whatIsCertainHasAnInfiniteQuantile() {
        assertThat(NormalQuantile.of(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NormalQuantile.of(1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /// At the corner, where a Gaussian is cut off on two sides, and in the middle; 4,000 fields each.
    @ParameterizedTest
    @ValueSource(doubles = {0, 1.5})
    void varianceIsOneEverywhere(double deviation) {
        RandomStreams random = new RandomStreams(3, "fields");
        GaussianField field = new GaussianField(9, 9, deviation);
        double corner = 0;
        double middle = 0;
        double product = 0;
        int fields = 4000;
        for (int each = 0; each < fields; each++) {
            double[] drawn = field.draw(random.stream(Integer.toString(each)));
            corner += drawn[0] * drawn[0];
            middle += drawn[40] * drawn[40];
            product += drawn[40] * drawn[41];
        }

        assertThat(corner / fields).isCloseTo(1, within(0.08));
        assertThat(middle / fields).isCloseTo(1, within(0.08));
        // exp(-1 / (4 deviation^2)) for neighbours, as the smoothed noise's correlation is.
        double expected = deviation == 0 ? 0 : Math.exp(-1 / (4 * deviation * deviation));
        assertThat(product / fields).isCloseTo(expected, within(0.08));
    }
}
