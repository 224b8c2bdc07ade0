package consilium.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetDiceTest {

    private static final LabelMap FOUR = Maps.of("1111....");
    private static final LabelMap TWO = Maps.of("11......");
    private static final LabelMap ELSEWHERE = Maps.of("......11");

    /// Dice of four with two is 2/3, with elsewhere 0; of two with itself 1.
    @Test
    void everyMapLooksForItsNearest() {
        SetDice dice = dice(List.of(FOUR, TWO), List.of(TWO, ELSEWHERE));

        assertThat(dice.bestAnnotator()).isCloseTo((2.0 / 3 + 1) / 2, within(1e-12));
        assertThat(dice.bestPrediction()).isCloseTo(0.5, within(1e-12));
        assertThat(dice.matched().orElseThrow()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void theOrderOfTheMapsDoesNotMatter() {
        SetDice dice = dice(List.of(ELSEWHERE, TWO, FOUR), List.of(FOUR, ELSEWHERE, TWO));

        assertThat(dice.bestAnnotator()).isEqualTo(1);
        assertThat(dice.bestPrediction()).isEqualTo(1);
        assertThat(dice.matched()).hasValue(1);
    }

    /// Four is the best for both annotators, but can be given to one alone.
    @Test
    void oneMapMatchesOneAnnotator() {
        SetDice dice = dice(List.of(FOUR, ELSEWHERE), List.of(TWO, FOUR));

        assertThat(dice.bestPrediction()).isCloseTo((2.0 / 3 + 1) / 2, within(1e-12));
        assertThat(dice.matched().orElseThrow()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void fewerMapsThanAnnotatorsCannotBeMatched() {
        assertThat(dice(List.of(FOUR), List.of(FOUR, TWO)).matched()).isEmpty();
        assertThat(dice(List.of(TWO, FOUR, ELSEWHERE), List.of(FOUR)).matched()).hasValue(1);
    }

    private static SetDice dice(List<LabelMap> predicted, List<LabelMap> annotated) {
        return new SetDice(Agreement.between(
                MapSet.of(predicted, 2), MapSet.of(annotated, 2), Similarity.DICE, EmptyMask.ONE));
    }
}
