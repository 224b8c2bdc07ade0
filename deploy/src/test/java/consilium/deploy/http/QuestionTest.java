package consilium.deploy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.deploy.Answer;
import consilium.kernel.artefact.Npy;
import consilium.kernel.problem.ProblemException;
import consilium.networks.Architecture;
import consilium.networks.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuestionTest {

    private static final Optional<String> NOBODY = Optional.empty();

    /// One row of two pixels, background and lesion; `never` calls everything background.
    private final Answer answer = new Answer(
            new Architecture.UNet(1, 1, 1, 2, List.of("good", "never")),
            1,
            2,
            Prediction.ofMatrices(
                    new float[] {0.9f, 0.2f, 0.1f, 0.8f},
                    new float[] {1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0}));

    @Test
    void labelsAreOneMap() {
        byte[] file = new Question(false, NOBODY, "labels").npy(answer);

        assertThat(Npy.parse(file).shape()).containsExactly(1L, 2L);
        assertThat(tail(file, 2)).containsExactly(0, 1);
    }

    @Test
    void oneAnnotatorIsOneMap() {
        byte[] file = new Question(false, Optional.of("never"), "labels").npy(answer);

        assertThat(Npy.parse(file).shape()).containsExactly(1L, 2L);
        assertThat(tail(file, 2)).containsExactly(0, 0);
    }

    @Test
    void allAnnotatorsAreStacked() {
        byte[] file = new Question(true, NOBODY, "labels").npy(answer);

        assertThat(Npy.parse(file).shape()).containsExactly(2L, 1L, 2L);
        assertThat(tail(file, 4)).containsExactly(0, 1, 0, 0);
    }

    @Test
    void pictureShowsOneMap() {
        assertThatThrownBy(() -> new Question(true, NOBODY, "labels").png(answer))
                .isInstanceOf(ProblemException.class)
                .hasMessage("annotators: a PNG shows one label map: ask for one annotator with annotator=NAME");
    }

    @Test
    void unknownOutputIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> new Question(false, NOBODY, "logits"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("output: must be one of labels, probabilities, was \"logits\"");
    }

    private static byte[] tail(byte[] file, int count) {
        return Arrays.copyOfRange(file, file.length - count, file.length);
    }
}
