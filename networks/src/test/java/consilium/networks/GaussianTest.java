package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import consilium.kernel.recipe.RandomStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GaussianTest {

    private final NDManager manager = Cpu.ENGINE.newManager();

    @AfterEach
    void free() {
        manager.close();
    }

    /// KL(N(1, 2^2) || N(0, 1)) = ln(1/2) + (4 + 1)/2 - 1/2 in one dimension, and none in the other.
    @Test
    void divergenceIsThatOfTheFormula() {
        Gaussian one = gaussian(1, 3, (float) Math.log(2), 0.5f);
        Gaussian other = gaussian(0, 3, 0, 0.5f);

        assertThat((double) one.divergence(other).getFloat()).isCloseTo(2 - Math.log(2), within(1e-6));
        assertThat((double) one.divergence(one).getFloat()).isCloseTo(0, within(1e-6));
    }

    @Test
    void divergenceIsTheMeanOverTheImages() {
        Gaussian two = Gaussian.of(manager.create(
                new float[] {1, (float) Math.log(2), 0, 0}, new Shape(2, 2)));
        Gaussian standard = Gaussian.of(manager.zeros(new Shape(2, 2)));

        assertThat((double) two.divergence(standard).getFloat()).isCloseTo((2 - Math.log(2)) / 2, within(1e-6));
    }

    @Test
    void drawnAreTheMeanAndSoManyDeviations() {
        Gaussian one = gaussian(1, 3, (float) Math.log(2), 0);

        float[] drawn = one.at(manager.create(new float[] {0.5f, -1}, new Shape(1, 2))).toFloatArray();

        assertThat(drawn[0]).isCloseTo(2, within(1e-6f));
        assertThat(drawn[1]).isCloseTo(2, within(1e-6f));
    }

    @Test
    void standardNormalNumbersHaveTheirMomentsAndStay() {
        float[] numbers = StandardNormal.draw(new RandomStreams(1, "test").stream("numbers"), 100_000);
        double[] moments = new double[5];
        for (float number : numbers) {
            for (int power = 1; power < moments.length; power++) {
                moments[power] += Math.pow(number, power) / numbers.length;
            }
        }

        assertThat(moments[1]).isCloseTo(0, within(0.02));
        assertThat(moments[2]).isCloseTo(1, within(0.02));
        assertThat(moments[3]).isCloseTo(0, within(0.05));
        assertThat(moments[4]).isCloseTo(3, within(0.1));
        assertThat(StandardNormal.draw(new RandomStreams(1, "test").stream("numbers"), 2))
                .containsExactly(numbers[0], numbers[1]);
    }

    private Gaussian gaussian(float... moments) {
        return Gaussian.of(manager.create(moments, new Shape(1, moments.length)));
    }
}
