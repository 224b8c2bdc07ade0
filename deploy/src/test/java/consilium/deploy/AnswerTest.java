package consilium.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.problem.ProblemException;
import consilium.networks.Architecture;
import consilium.networks.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {

    /// Three pixels: surely background, undecided, surely lesion.
    private static final float[] PROBABILITIES = {0.9f, 0.5f, 0.2f, 0.1f, 0.5f, 0.8f};

    /// `over` says lesion wherever it is; of the truth, background too is called lesion six times in ten.
    private static final float[] OVER = {
            0.4f, 0.4f, 0.4f, 0, 0, 0,
            0.6f, 0.6f, 0.6f, 1, 1, 1,
    };

    private final Answer answer = new Answer(
            new Architecture.UNet(1, 1, 1, 2, List.of("over")), 1, 3, Prediction.ofMatrices(PROBABILITIES, OVER));

    @Test
    void mostProbableLabelWinsAndTieGoesToTheSmallest() {
        assertThat(answer.labels().labels()).containsExactly(0, 0, 1);
    }

    @Test
    void annotatorSaysWhatTheirMistakesMakeOfTheTruth() {
        // P(over says lesion) = 0.6 p0 + p1 = 0.64, 0.8, 0.92.
        assertThat(answer.labels("over").labels()).containsExactly(1, 1, 1);
    }

    @Test
    void unknownAnnotatorIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> answer.labels("under"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("no annotator \"under\" in this model; it has over");
    }
}
