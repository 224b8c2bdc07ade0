package consilium.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    /// The first repeat of `ours` was trained and could not be scored, the second diverged, the third was scored; the
    /// fusion that `staple` needs failed.
    private static final Repeats REPEATS = Repeats.of(RenderingTest.answer("""
            {"steps": [
              {"step": "i", "stage": "ingest", "state": "made"},
              {"step": "i/train-ours-0", "stage": "train", "method": "ours", "repeat": 0, "state": "made",
               "outputs": {"model": "m0"}},
              {"step": "i/train-ours-0/evaluate", "stage": "evaluate", "method": "ours", "repeat": 0, "state": "failed",
               "problem": {"detail": "disk full"}},
              {"step": "i/train-ours-1", "stage": "train", "method": "ours", "repeat": 1, "state": "failed",
               "problem": {"detail": "the loss was NaN"}},
              {"step": "i/train-ours-1/evaluate", "stage": "evaluate", "method": "ours", "repeat": 1,
               "state": "cancelled"},
              {"step": "i/train-ours-2", "stage": "train", "method": "ours", "repeat": 2, "state": "reused",
               "outputs": {"model": "m2"}},
              {"step": "i/train-ours-2/evaluate", "stage": "evaluate", "method": "ours", "repeat": 2, "state": "made",
               "outputs": {"evaluation": "e2"}},
              {"step": "i/fuse-staple", "stage": "fuse", "state": "failed", "problem": {"detail": "no annotator"}},
              {"step": "i/fuse-staple/evaluate", "stage": "evaluate", "method": "staple", "repeat": 0,
               "state": "cancelled"}]}
            """));

    @Test
    void aRepeatThatFailedSaysAtWhichStepOfItsWayAndWhy() {
        assertThat(REPEATS.of("ours")).extracting(Repeats.Repeat::failure).containsExactly(
                Optional.of("evaluate ours: disk full"),
                Optional.of("train ours, repeat 2: the loss was NaN"),
                Optional.empty());
        assertThat(REPEATS.of("staple")).extracting(Repeats.Repeat::failure)
                .containsExactly(Optional.of("fuse-staple: no annotator"));
    }

    @Test
    void aScoreStandsBesideTheModelItIsOf() {
        Repeats.Repeat scored = REPEATS.of("ours").getLast();

        assertThat(scored.evaluation()).contains("e2");
        assertThat(scored.model()).contains("m2");
        assertThat(REPEATS.of("ours").getFirst().evaluation()).isEmpty();
    }
}
