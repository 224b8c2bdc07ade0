package consilium.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.evaluate.metric.Maps;
import consilium.kernel.image.ConfusionMatrix;
import consilium.kernel.image.LabelMap;
import org.junit.jupiter.api.Test;

class PixelMatricesTest {

    @Test
    void theExpectedLabelIsTheMostProbableUnderTheProduct() {
        PixelMatrices blank = PixelMatrices.constant(new ConfusionMatrix(2, new double[] {1, 1, 0, 0}));
        PixelMatrices contrary = PixelMatrices.constant(new ConfusionMatrix(2, new double[] {0, 1, 1, 0}));
        float[] probability = {0.9f, 0.2f, 0.1f, 0.8f};

        assertThat(map(blank, probability)).isEqualTo(Maps.of(".."));
        assertThat(map(contrary, probability)).isEqualTo(Maps.of("1."));
    }

    @Test
    void aTieGoesToTheSmallestLabel() {
        PixelMatrices unsure = PixelMatrices.constant(new ConfusionMatrix(2, new double[] {0.5, 0.5, 0.5, 0.5}));

        assertThat(map(unsure, 0.3f, 0.7f)).isEqualTo(Maps.of("."));
    }

    @Test
    void entriesAreBySaidThenTruthThenPixel() {
        PixelMatrices matrices = PixelMatrices.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 2);

        assertThat(matrices.at(0, 1, 0)).isEqualTo(2);
        assertThat(matrices.at(1, 0, 1)).isEqualTo(5);
    }

    private static LabelMap map(PixelMatrices matrices, float... probability) {
        return Foretold.of(matrices, probability, 2, probability.length / 2, 1).map();
    }
}
