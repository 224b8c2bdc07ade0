package consilium.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.runtime.format.Trees;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RenderingTest {

    private static final Style PLAIN = new Style(false);

    @Test
    void numbersStandToTheRightAndEmptyColumnsAreLeftOut() {
        Table table = new Table(PLAIN, "method", "Dice", "gate").row("staple", "0.9", "").row("cnn", "10.25", "");

        assertThat(table.lines()).containsExactly("method   Dice", "staple    0.9", "cnn     10.25");
    }

    @Test
    void coloursDoNotShiftColumns() {
        Style colours = new Style(true);
        Table table = new Table(PLAIN, "a", "b").row(colours.good("made"), "x").row("reused", "y");

        assertThat(table.lines().get(1)).isEqualTo("\u001b[32mmade\u001b[0m    x");
        assertThat(table.lines().get(2)).isEqualTo("reused  y");
    }

    @Test
    void timesAreAsPreciseAsTheyAreInteresting() {
        assertThat(Format.time(Duration.ofMillis(412))).isEqualTo("0.4 s");
        assertThat(Format.time(Duration.ofSeconds(34))).isEqualTo("34 s");
        assertThat(Format.time(Duration.ofSeconds(125))).isEqualTo("2:05");
        assertThat(Format.time(Duration.ofSeconds(3725))).isEqualTo("1:02:05");
    }

    @Test
    void oneRepeatHasNoSpread() {
        assertThat(Format.scoreWithSpread(OptionalDouble.of(0.8421), OptionalDouble.empty())).isEqualTo("0.842");
        assertThat(Format.scoreWithSpread(OptionalDouble.of(0.8421), OptionalDouble.of(0.0131)))
                .isEqualTo("0.842 ± 0.013");
        assertThat(Format.scoreWithSpread(OptionalDouble.empty(), OptionalDouble.empty())).isEmpty();
    }

    @Test
    void theResultTableHasARowPerMethodAndWarnsOfSwappedClasses() {
        Answer results = answer("""
                {"rows": [
                  {"method": "staple", "repeats": 1, "dice": 0.81, "iou": 0.7, "seconds": 0.41, "swapped": false},
                  {"method": "ours", "repeats": 3, "dice": 0.912, "diceStd": 0.004, "confusionRmse": 0.1,
                   "confusionRmseStd": 0.02, "iou": 0.85, "seconds": 65, "swapped": true, "gate": "passed"}]}
                """);

        assertThat(Results.table(results, PLAIN).lines()).containsExactly(
                "method  repeats           Dice    IoU   matrix error   time  gate    note",
                "staple        1          0.810  0.700                 0.4 s",
                "ours          3  0.912 ± 0.004  0.850  0.100 ± 0.020   1:05  passed  classes may have swapped");
    }

    @Test
    void onlyAGateThatRefusedEverythingEndsWithSeven() {
        assertThat(Results.exitCode(answer("{\"rows\": [{\"gate\": null}]}"))).isZero();
        assertThat(Results.exitCode(answer("{\"rows\": [{\"gate\": \"refused\"}, {\"gate\": \"passed\"}]}"))).isZero();
        assertThat(Results.exitCode(answer("{\"rows\": [{\"gate\": \"refused\"}, {}]}"))).isEqualTo(7);
    }

    @Test
    void aBarTellsHowFarAndHowLongStill() {
        StepView start = step("running", 2, 10);
        Bar bar = Bar.of(start, 0).with(step("running", 6, 10));

        String line = bar.line(
                Duration.ofSeconds(20).toNanos(), new Screen(System.out, System.err, true, false, 120, true));

        assertThat(line)
                .contains("━━━━━━━━━━━━┄┄┄┄┄┄┄┄ 6/10 epochs")
                .contains("loss 0.312")
                .contains("20 s, 20 s left");
    }

    @Test
    void aBarIsCutToTheScreen() {
        Screen narrow = new Screen(System.out, System.err, true, false, 40, false);

        assertThat(Bar.of(step("running", 2, 10), 0).line(0, narrow)).hasSize(39);
    }

    @Test
    void pipesGetALineWhenAStepStartsAndOneWhenItEnds() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Board board = Board.on(Screen.plain(new PrintStream(out, true, StandardCharsets.UTF_8), System.err));

        board.show(step("waiting", 0, 0));
        board.show(step("running", 1, 10));
        board.show(step("running", 2, 10));
        board.show(step("made", 0, 0));
        board.end();

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(2)
                .allMatch(line -> line.startsWith("train ours"));
    }

    @Test
    void terminalsGetEndedStepsAboveAndBarsBelow() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Board board = Board.on(new Screen(stream, System.err, true, false, 120, true));

        board.show(step("running", 1, 10));
        board.show(step("made", 0, 0));
        board.end();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("0 of 1 steps")
                .contains("\u001b[2A\u001b[J✓ train ours")
                .contains("1 of 1 steps")
                .endsWith("\u001b[1A\u001b[J");
    }

    @Test
    void noColourMeansNoEscapes() {
        assertThat(PLAIN.bad("x") + PLAIN.good("y") + PLAIN.strong("z")).isEqualTo("xyz");
    }

    static StepView step(String state, int done, int total) {
        return StepView.of(answer("""
                {"step": "ingest/train-ours", "stage": "train", "method": "ours", "repeat": 0, "depth": 1,
                 "state": "%s", "done": %d, "total": %d, "unit": "epochs", "figures": {"loss": 0.3123}, "millis": 34000}
                """.formatted(state, done, total)));
    }

    static Answer answer(String json) {
        return new Answer(Trees.json(json, "test"));
    }
}
