package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ScalarTest {

    private static final int NUMBERS = 200;

    /// The gradient of `sum_n n x + x / n` is `sum_n n + 1 / n`, whatever Java does in between.
    @Test
    void numbersLastUntilTheGradientIsTaken() {
        float[] gradient = Cpu.ENGINE.alone(() -> {
            try (NDManager step = Cpu.ENGINE.newManager()) {
                NDArray x = step.create(new float[] {1, 2});
                x.setRequiresGradient(true);
                try (GradientCollector collector = step.getEngine().newGradientCollector()) {
                    NDArray total = step.create(0f);
                    for (int number = 1; number <= NUMBERS; number++) {
                        total = total.add(Scalar.times(x, (float) number).sum());
                        total = total.add(Scalar.over(x, (float) number).sum());
                    }
                    collectGarbage();
                    collector.backward(total);
                }
                return x.getGradient().toFloatArray();
            }
        });

        float sum = 0;
        for (int number = NUMBERS; number >= 1; number--) {
            sum += 1f / number;
            sum += number;
        }
        assertThat(gradient).containsExactly(sum, sum);
    }

    /// Until the memory of a buffer that nobody holds has been given to others.
    private static void collectGarbage() {
        WeakReference<ByteBuffer> nobodys = new WeakReference<>(ByteBuffer.allocateDirect(1));
        while (nobodys.get() != null) {
            System.gc();
        }
        for (int buffer = 0; buffer < 100 * NUMBERS; buffer++) {
            ByteBuffer.allocateDirect(4).putFloat(0, Float.NaN);
        }
    }
}
