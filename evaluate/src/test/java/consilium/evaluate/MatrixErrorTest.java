package consilium.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.evaluate.metric.Maps;
import consilium.kernel.image.ConfusionMatrix;
import consilium.kernel.image.LabelMap;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MatrixErrorTest {

    private static final LabelMap TRUTH = Maps.of("11..");

    @Test
    void whoIsAlwaysRightIsDescribedByTheIdentity() {
        MatrixError error = error(constant(1, 0, 0, 1), TRUTH);

        assertThat(error.pixel().root()).hasValue(0);
        assertThat(error.image().root()).hasValue(0);
    }

    /// Truth 1 1 0 0, said 1 0 0 0. Under the identity one pixel of four is wrong, by 1 in both classes: root of 2/8.
    /// Per image, half of the ones were called 0: columns differ by (0.5, 0.5) and (0, 0), root of 0.5/4.
    @Test
    void anErrorByHand() {
        MatrixError error = error(constant(1, 0, 0, 1), Maps.of("1..."));

        assertThat(error.pixel().root().orElseThrow()).isEqualTo(0.5);
        assertThat(error.image().root().orElseThrow()).isCloseTo(StrictMath.sqrt(0.125), within(1e-12));
    }

    /// The rates are exactly right, which the image's error shows; no constant matrix can say which pixel it is.
    @Test
    void rightRatesStillMissThePixel() {
        MatrixError error = error(constant(1, 0.5, 0, 0.5), Maps.of("1..."));

        assertThat(error.image().root().orElseThrow()).isZero();
        assertThat(error.pixel().root().orElseThrow()).isCloseTo(StrictMath.sqrt(4 * 0.25 / 8), within(1e-12));
    }

    @Test
    void columnsOfAbsentClassesDoNotCount() {
        LabelMap background = Maps.of("....");

        MatrixError error = MatrixError.of(constant(1, 0.3, 0, 0.7), background, background, 2);

        assertThat(error.pixel()).isEqualTo(new SquaredError(0, 8));
        assertThat(error.image()).isEqualTo(new SquaredError(0, 2));
        assertThat(error.full().root().orElseThrow()).isCloseTo(StrictMath.sqrt(4 * (0.04 + 0.04) / 16), within(1e-12));
    }

    @Test
    void matricesThatKnowEveryPixelHaveNoError() {
        LabelMap given = Maps.of("1.1.");
        PixelMatrices exact = (said, truth, pixel) -> given.at(pixel) == said ? 1 : 0;

        assertThat(error(exact, given).pixel().root()).hasValue(0);
    }

    /// The identity says 1 and 0 where the unknown column is 1/2 and 1/2: every pixel that is described right costs
    /// 2/4 of 4 entries, the wrong one 2 more.
    @Test
    void theFullErrorExpectsNothingOfTheOtherColumns() {
        MatrixError error = error(constant(1, 0, 0, 1), Maps.of("1..."));

        assertThat(error.full()).isEqualTo(new SquaredError(4 * 0.5 + 2, 16));
        assertThat(error(constant(0.5, 0.5, 0.5, 0.5), TRUTH).full()).isEqualTo(new SquaredError(4 * 0.5, 16));
    }

    @Property
    void errorsLieBetweenZeroAndOne(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int classes) {
        Random random = new Random(seed);
        LabelMap truth = LabelMap.generate(3, 3, pixel -> random.nextInt(classes));
        LabelMap given = LabelMap.generate(3, 3, pixel -> random.nextInt(classes));
        float[] entries = new float[classes * classes * 9];
        for (int column = 0; column < classes * 9; column++) {
            int pixel = column % 9;
            entries[(random.nextInt(classes) * classes + column / 9) * 9 + pixel] = 1;
        }

        MatrixError error = MatrixError.of(PixelMatrices.of(entries, classes), truth, given, classes);

        assertThat(error.pixel().root().orElseThrow()).isBetween(0.0, 1.0);
        assertThat(error.image().root().orElseThrow()).isBetween(0.0, 1.0);
    }

    private static MatrixError error(PixelMatrices matrices, LabelMap given) {
        return MatrixError.of(matrices, TRUTH, given, 2);
    }

    private static PixelMatrices constant(double... entries) {
        return PixelMatrices.constant(new ConfusionMatrix(2, entries));
    }
}
