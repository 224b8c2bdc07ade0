package consilium.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.evaluate.metric.Maps;
import consilium.kernel.image.ConfusionMatrix;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    private static final LabelMap LEFT = Maps.of("11..");
    private static final LabelMap NOTHING = Maps.of("....");
    private static final float[] SURE = {0, 0, 1, 1, 1, 1, 0, 0};

    /// One annotator says what is there, the other nothing, and the model knows both.
    @Test
    void annotatorsForetoldRightAreAtNoDistance() {
        Map<ImageMetric, Double> scores = Readings.modelled(
                List.of(LEFT, NOTHING), List.of(foretold(1, 0, 0, 1), foretold(1, 1, 0, 0)), List.of())
                .scores(EmptyMask.ONE);

        assertThat(scores.get(ImageMetric.GED)).isCloseTo(0, within(1e-12));
        assertThat(scores.get(ImageMetric.GED_UNBIASED)).isCloseTo(-1, within(1e-12));
        assertThat(scores.get(ImageMetric.ANNOTATOR_IOU)).isZero();
        assertThat(scores)
                .containsEntry(ImageMetric.DICE_SOFT, 1.0)
                .containsEntry(ImageMetric.DICE_MAX, 1.0)
                .containsEntry(ImageMetric.DICE_MATCH, 1.0);
    }

    /// 2 E d(S, Y) = 1, E d(Y, Y') = 1/2.
    @Test
    void onePredictionMissesTheSpread() {
        Map<ImageMetric, Double> scores =
                Readings.unattributed(List.of(LEFT, NOTHING), List.of(LEFT), SURE, 2).scores(EmptyMask.ONE);

        assertThat(scores)
                .containsEntry(ImageMetric.GED, 0.5)
                .containsEntry(ImageMetric.DICE_MAX, 1.0)
                .containsEntry(ImageMetric.DICE_MAX_REVERSE, 0.5)
                .doesNotContainKeys(ImageMetric.GED_UNBIASED, ImageMetric.DICE_MATCH);
        assertThat(scores.get(ImageMetric.DICE_SOFT)).isCloseTo(0.4, within(1e-12));
    }

    /// Of the first annotator nothing is asked, who did not look: maps drawn of the second alone are compared, and they are
    /// what was drawn, whatever is most probable.
    @Test
    void mapsDrawnOfAnnotatorsWhoLookedAreThePredictedReadings() {
        Map<ImageMetric, Double> scores = Readings.modelled(
                List.of(LEFT, NOTHING),
                List.of(Optional.empty(), Optional.of(certain(1, 0, 0, 1))),
                List.of(Maps.of(".1.."), Maps.of("..1."), LEFT, NOTHING))
                .scores(EmptyMask.ONE);

        assertThat(scores.get(ImageMetric.GED)).isCloseTo(0, within(1e-12));
        assertThat(scores).containsEntry(ImageMetric.DICE_MATCH, 1.0);
    }

    private static Optional<Foretold> foretold(double... entries) {
        return Optional.of(certain(entries));
    }

    private static Foretold certain(double... entries) {
        return Foretold.of(PixelMatrices.constant(new ConfusionMatrix(2, entries)), SURE, 2, 4, 1);
    }
}
