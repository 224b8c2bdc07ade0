package consilium.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import org.junit.jupiter.api.Test;

class SoftDiceTest {

    @Test
    void theShareForetoldRightIsOne() {
        double[][] share = {{1, 0.75, 0.25, 0}, {0, 0.25, 0.75, 1}};

        assertThat(SoftDice.of(share, share, EmptyMask.SKIP)).hasValue(1);
    }

    /// Cuts 0.1 and 0.3: both pixels against both, 1. 0.5: the same. 0.7 and 0.9: one pixel against two, 2/3.
    @Test
    void everyCutIsAMask() {
        double[][] predicted = {{0.4, 0}, {0.6, 1}};
        double[][] said = {{0, 0}, {1, 1}};

        assertThat(SoftDice.of(predicted, said, EmptyMask.ONE).orElseThrow())
                .isCloseTo((3 + 2 * 2.0 / 3) / 5, within(1e-12));
    }

    @Test
    void aShareOnACutIsBelowIt() {
        double[][] half = {{0.5}, {0.5}};
        double[][] most = {{0.4}, {0.6}};

        assertThat(SoftDice.of(half, most, EmptyMask.ONE).orElseThrow()).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void cutsWhereBothAreEmptyCountOrAreLeftOut() {
        double[][] none = {{1}, {0}};
        double[][] few = {{0.8}, {0.2}};

        assertThat(SoftDice.of(none, few, EmptyMask.ONE).orElseThrow()).isCloseTo(0.8, within(1e-12));
        assertThat(SoftDice.of(none, few, EmptyMask.SKIP)).hasValue(0);
        assertThat(SoftDice.of(none, none, EmptyMask.SKIP)).isEmpty();
    }
}
