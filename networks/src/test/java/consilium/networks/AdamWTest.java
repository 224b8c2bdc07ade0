package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class AdamWTest {

    private static final double RATE = 0.05;
    private static final double DECAY = 0.1;
    private static final float[][] GRADIENTS = {{1, -2, 0.01f}, {0.5f, 3, 0}, {-4, 0.25f, 1e-6f}};

    /// The published algorithm on one number after the other, in doubles.
    @Test
    void stepsAreThoseOfTheAlgorithm() {
        double[] expected = {0.3, -1, 2};
        for (int i = 0; i < expected.length; i++) {
            double m = 0;
            double v = 0;
            for (int t = 1; t <= GRADIENTS.length; t++) {
                double g = GRADIENTS[t - 1][i];
                m = 0.9 * m + 0.1 * g;
                v = 0.999 * v + 0.001 * g * g;
                expected[i] -= RATE * DECAY * expected[i];
                expected[i] -= RATE * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
            }
        }

        float[] moved = moved(0, GRADIENTS.length, new float[] {0.3f, -1, 2}, Moments.none(3)).values();

        for (int i = 0; i < expected.length; i++) {
            assertThat((double) moved[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    @Test
    void goingOnFromTheMomentsIsNeverHavingStopped() {
        Moved whole = moved(0, 3, new float[] {0.3f, -1, 2}, Moments.none(3));
        Moved half = moved(0, 2, new float[] {0.3f, -1, 2}, Moments.none(3));
        Moved rest = moved(2, 3, half.values(), half.moments());

        assertThat(rest.values()).containsExactly(whole.values());
        assertThat(rest.moments().first()).containsExactly(whole.moments().first());
        assertThat(rest.moments().second()).containsExactly(whole.moments().second());
        assertThat(rest.moments().steps()).isEqualTo(3);
    }

    private record Moved(float[] values, Moments moments) {}

    private static Moved moved(int from, int to, float[] start, Moments moments) {
        try (NDManager manager = Cpu.ENGINE.newManager()) {
            NDArray parameters = manager.create(start);
            AdamW optimiser = new AdamW(manager, DECAY, moments);
            for (int t = from; t < to; t++) {
                try (NDManager step = manager.newSubManager()) {
                    optimiser.step(parameters, step.create(GRADIENTS[t]), RATE);
                }
            }
            return new Moved(parameters.toFloatArray(), optimiser.moments());
        }
    }
}
