package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class InstanceNormTest {

    private final InstanceNorm norm = new InstanceNorm("norm", 2);

    /// Means 2, 10, 0 and 1; variances 1.5, 0, 1 and 3.
    @Test
    void everyChannelOfEveryImageHasItsOwnMeanAndVariance() {
        try (NDManager manager = Cpu.ENGINE.newManager()) {
            NDArray features = manager.create(
                    new float[] {1, 1, 2, 4, 10, 10, 10, 10, -1, 1, -1, 1, 0, 0, 0, 4}, new Shape(2, 2, 2, 2));
            NDArray scaleAndShift = manager.create(new float[] {1, 2, 0, 5});

            float[] normal = norm.apply(features, new Weights(norm.slots().toList(), scaleAndShift))
                    .toFloatArray();

            float a = (float) (1 / Math.sqrt(1.5 + 1e-5));
            float b = (float) (1 / Math.sqrt(1 + 1e-5));
            float c = (float) (2 / Math.sqrt(3 + 1e-5));
            assertThat(normal)
                    .containsExactly(
                            new float[] {-a, -a, 0, 2 * a, 5, 5, 5, 5, -b, b, -b, b, 5 - c, 5 - c, 5 - c, 5 + 3 * c},
                            within(1e-5f));
        }
    }
}
