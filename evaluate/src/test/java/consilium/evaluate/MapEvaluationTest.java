package consilium.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import consilium.evaluate.surface.Grid;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MapEvaluationTest {

    /// Two slices of 2 by 3; the map lacks the last of four true voxels in a row across slices.
    private static final LabelMap TRUTH = map(0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0);
    private static final LabelMap MAP = map(0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0);
    private static final Grid VOLUME = Grid.of(2, 2, 3);

    @Test
    void aVolumeIsScoredAsAWholeAndInItsOwnUnit() {
        MapEvaluation evaluation = new MapEvaluation(2, List.of(), "millimetre", 3, EmptyMask.ONE);
        evaluation.add(scored(VOLUME.spaced(2.5, 4, 1), List.of()));

        Map<String, ?> table = evaluation.table("files");
        assertThat((Double) table.get("dice")).isCloseTo(6.0 / 7, within(1e-12));
        // From the missing voxel to the nearest of the map, in the other slice; all else lies on the other surface.
        assertThat((Double) table.get("hd95")).isCloseTo(2.5 * 0.85, within(1e-12));
        assertThat((Double) table.get("assd")).isCloseTo(2.5 / 7, within(1e-12));
        assertThat(table.get("surfaceDice")).isEqualTo(1.0);
        assertThat(table.get("surface")).isEqualTo(Map.of("unit", "millimetre", "tolerance", 3.0, "images", 1));
        assertThat(((Map<?, ?>) table.get("definitions")).get("hd95").toString()).contains("in millimetres");
    }

    @Test
    void withoutProbabilitiesThereIsNoCalibrationAndWithoutAnnotatorsNoSpread() {
        MapEvaluation evaluation = new MapEvaluation(2, List.of(), "pixel", 1, EmptyMask.ONE);
        evaluation.add(scored(VOLUME, List.of()));

        Map<String, ?> table = evaluation.table("files");
        assertThat(table.get("brier")).isNull();
        assertThat(table.get("ece")).isNull();
        assertThat(table.get("ged")).isNull();
        assertThat(table.get("confusionRmse")).isNull();
    }

    @Test
    void annotatorsWhoDidNotLookAreLeftOut() {
        MapEvaluation evaluation = new MapEvaluation(2, List.of("anna", "ben"), "pixel", 1, EmptyMask.ONE);
        evaluation.add(scored(VOLUME, List.of(Optional.of(TRUTH), Optional.empty())));

        Map<String, ?> table = evaluation.table("files");
        // One map against one: GED is twice the distance.
        assertThat((Double) table.get("ged")).isCloseTo(2 * (1 - 3.0 / 4), within(1e-12));
        assertThat(((List<?>) table.get("annotators")).get(1)).hasToString("{name=ben, images=0, truthDice=null}");
    }

    @Test
    void aMapFillsItsGrid() {
        assertThatThrownBy(() -> new ScoredMap(Grid.of(2, 3), MAP, TRUTH, Optional.empty(), List.of()))
                .hasMessageContaining("do not fill a grid of 6");
    }

    private static ScoredMap scored(Grid grid, List<Optional<LabelMap>> annotators) {
        return new ScoredMap(grid, MAP, TRUTH, Optional.empty(), annotators);
    }

    private static LabelMap map(int... labels) {
        return LabelMap.generate(3, 4, pixel -> labels[pixel]);
    }
}
