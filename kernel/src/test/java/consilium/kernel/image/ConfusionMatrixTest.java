package consilium.kernel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    @Test
    void rowsAreWhatIsSaidAndColumnsWhatIsTrue() {
        ConfusionMatrix missesHalf = new ConfusionMatrix(2, new double[] {1, 0.5, 0, 0.5});

        assertThat(missesHalf.at(0, 1)).isEqualTo(0.5);
        assertThat(missesHalf.at(1, 0)).isZero();
    }

    @Test
    void columnsSumToOne() {
        assertThatThrownBy(() -> new ConfusionMatrix(2, new double[] {1, 0.5, 0, 0.4}))
                .hasMessage("columns sum to 1, column 1 sums to 0.9");
    }

    @Test
    void noEntryIsNegativeOrNotANumber() {
        assertThatThrownBy(() -> new ConfusionMatrix(2, new double[] {1, Double.NaN, 0, 1}))
                .hasMessageContaining("A[0][1] was NaN");
    }
}
