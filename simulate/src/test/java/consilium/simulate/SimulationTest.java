package consilium.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.AnnotationsSpec;
import consilium.kernel.spec.AnnotationsSpec.LabelsPerImage;
import consilium.kernel.spec.AnnotatorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

    private static final int SIDE = 32;

    /// Class 1 around a disk of class 2, on background.
    private static final LabelMap RINGS = LabelMap.generate(SIDE, SIDE, pixel -> {
        double x = pixel % SIDE - 15.5;
        double y = pixel / SIDE - 15.5;
        double square = x * x + y * y;
        return square < 36 ? 2 : square < 144 ? 1 : 0;
    });

    @Test
    void mistakesAreMadeOnTheTargetAlone() {
        LabelMap over = drawn(new AnnotatorSpec.Over("over", 0.7), 2, 1);
        LabelMap under = drawn(new AnnotatorSpec.Under("under", 0.5), 2, 1);

        for (int pixel = 0; pixel < RINGS.size(); pixel++) {
            // Over: the target only grows, over whatever lies there; all else stays.
            assertThat(over.at(pixel)).isIn(RINGS.at(pixel), 2);
            // Under: what is lost of it is what lies around it, not background.
            assertThat(under.at(pixel)).isIn(RINGS.at(pixel), 1);
        }
        assertThat(over.count(2)).isGreaterThan(RINGS.count(2));
        assertThat(under.count(2)).isLessThan(RINGS.count(2)).isPositive();
        assertThat(under.count(0)).isEqualTo(RINGS.count(0));
    }

    @Test
    void whoIsBlankMissesTheTargetAlone() {
        LabelMap blank = drawn(new AnnotatorSpec.Blank("blank"), 2, 1);

        assertThat(blank.count(2)).isZero();
        assertThat(blank.count(1)).isEqualTo(RINGS.count(1) + RINGS.count(2));
    }

    @Test
    void whoIsWrongMayTakeTheTargetForAnotherClass() {
        LabelMap wrong = drawn(new AnnotatorSpec.Wrong("wrong", 0, 0, 0, Optional.of(3)), 2, 1);

        assertThat(wrong.count(3)).isCloseTo(RINGS.count(2), within(4));
        assertThat(wrong.count(2)).isZero();
    }

    @Test
    void whoIsGoodDrawsEveryClass() {
        assertThat(drawn(new AnnotatorSpec.Good("good"), 2, 1)).isEqualTo(RINGS);
    }

    @Test
    void withoutATargetBoundariesMoveOfTwoClassesOnly() {
        AnnotatorSpec over = new AnnotatorSpec.Over("over", 0.7);

        assertThat(simulation(over, Optional.empty(), Optional.empty(), 1).misfit(2)).isEmpty();
        assertThat(simulation(over, Optional.of(2), Optional.empty(), 1).misfit(3)).isEmpty();
        assertThat(simulation(over, Optional.empty(), Optional.empty(), 1).misfit(3)).isPresent();
        assertThat(simulation(new AnnotatorSpec.Good("good"), Optional.empty(), Optional.empty(), 1).misfit(3))
                .isEmpty();
    }

    /// Of 40 images of 32 by 32 pixels, shares of 5,000 pixels and more: three standard errors are below 0.02; where
    /// mistakes hang together over two pixels, some 25 pixels count for one.
    @ParameterizedTest
    @ValueSource(doubles = {0, 2})
    void labelsAreDrawnByTheGivenMatrix(double correlation) {
        List<List<Double>> matrix =
                List.of(List.of(0.90, 0.25, 0.05), List.of(0.07, 0.60, 0.15), List.of(0.03, 0.15, 0.80));
        AnnotatorSpec annotator = new AnnotatorSpec.Confusion("anna", matrix, correlation);
        double[][] counts = counts(annotator, Optional.empty());

        for (int truth = 0; truth < 3; truth++) {
            double all = counts[0][truth] + counts[1][truth] + counts[2][truth];
            for (int said = 0; said < 3; said++) {
                assertThat(counts[said][truth] / all)
                        .as("A[%d][%d]", said, truth)
                        .isCloseTo(matrix.get(said).get(truth), within(correlation == 0 ? 0.02 : 0.08));
            }
        }
    }

    private static double[][] counts(AnnotatorSpec annotator, Optional<Double> level) {
        Simulation simulation = simulation(annotator, Optional.empty(), level, 5);
        double[][] counts = new double[3][3];
        for (int image = 0; image < 40; image++) {
            LabelMap drawn = simulation.sitter("image-" + image, RINGS).drawnBy(simulation.annotators().getFirst());
            for (int pixel = 0; pixel < drawn.size(); pixel++) {
                counts[drawn.at(pixel)][RINGS.at(pixel)]++;
            }
        }
        return counts;
    }

    @Test
    void correlatedMistakesHangTogether() {
        List<List<Double>> even = List.of(List.of(0.5, 0.5), List.of(0.5, 0.5));

        assertThat(alike(new AnnotatorSpec.Confusion("anna", even, 0))).isCloseTo(0.5, within(0.05));
        assertThat(alike(new AnnotatorSpec.Confusion("anna", even, 3))).isGreaterThan(0.8);
    }

    /// The share of pixels with the label of their right neighbour.
    private static double alike(AnnotatorSpec annotator) {
        LabelMap drawn = simulation(annotator, Optional.empty(), Optional.empty(), 1)
                .sitter("image", LabelMap.background(64, 64))
                .drawnBy(annotator);
        int alike = 0;
        for (int pixel = 0; pixel < drawn.size(); pixel++) {
            alike += pixel % 64 < 63 && drawn.at(pixel) == drawn.at(pixel + 1) ? 1 : 0;
        }
        return alike / (63.0 * 64);
    }

    @Test
    void atLevelZeroEverybodyDrawsTheTruth() {
        List<AnnotatorSpec> everybody = List.of(
                new AnnotatorSpec.Over("over", 0.7),
                new AnnotatorSpec.Under("under", 0.7),
                new AnnotatorSpec.Wrong("wrong", 3, 1.5, 0.5, Optional.of(1)),
                new AnnotatorSpec.Swelling("swelling", 3, 7),
                new AnnotatorSpec.Blank("blank"));

        for (AnnotatorSpec annotator : everybody) {
            Simulation simulation = simulation(annotator, Optional.of(2), Optional.of(0.0), 1);
            assertThat(simulation.sitter("image", RINGS).drawnBy(simulation.annotators().getFirst()))
                    .as(annotator.name())
                    .isEqualTo(RINGS);
        }
    }

    @Test
    void moreNoiseIsLessDice() {
        List<AnnotatorSpec> everybody = List.of(
                new AnnotatorSpec.Over("over", 0.7),
                new AnnotatorSpec.Under("under", 0.7),
                new AnnotatorSpec.Wrong("wrong", 3, 1.5, 0.5),
                new AnnotatorSpec.Blank("blank"));
        List<Double> means = new ArrayList<>();
        for (double level : new double[] {0, 0.5, 1, 1.5}) {
            means.add(meanDice(everybody, level));
        }

        assertThat(means.getFirst()).isOne();
        assertThat(means).isSortedAccordingTo((one, other) -> Double.compare(other, one)).doesNotHaveDuplicates();
    }

    private static double meanDice(List<AnnotatorSpec> annotators, double level) {
        LabelMap disk = new TargetClass(RINGS, 2).shape();
        Simulation simulation = new Simulation(
                new AnnotationsSpec(false, annotators, LabelsPerImage.ALL, Optional.empty(), Optional.of(level)), 1);
        double sum = 0;
        for (int image = 0; image < 20; image++) {
            Simulation.Sitter sitter = simulation.sitter("image-" + image, disk);
            for (AnnotatorSpec annotator : simulation.annotators()) {
                sum += Shapes.dice(sitter.drawnBy(annotator), disk);
            }
        }
        return sum / 20 / annotators.size();
    }

    @Test
    void levelOneIsAsSpecified() {
        AnnotatorSpec wrong = new AnnotatorSpec.Wrong("wrong", 3, 1.5, 0.5);
        LabelMap disk = new TargetClass(RINGS, 2).shape();

        assertThat(simulation(wrong, Optional.empty(), Optional.of(1.0), 1).sitter("image", disk).drawnBy(wrong))
                .isEqualTo(
                        simulation(wrong, Optional.empty(), Optional.empty(), 1).sitter("image", disk).drawnBy(wrong));
    }

    /// At half the level, half of what is said wrong; beyond what a column can hold, nothing is right any more.
    @Test
    void theLevelMultipliesWhatAMatrixSaysWrong() {
        AnnotatorSpec anna = new AnnotatorSpec.Confusion("anna", List.of(List.of(0.9, 0.4), List.of(0.1, 0.6)), 0);

        assertThat(simulation(anna, Optional.empty(), Optional.of(0.5), 1).annotators().getFirst())
                .isEqualTo(new AnnotatorSpec.Confusion("anna", List.of(List.of(0.95, 0.2), List.of(0.05, 0.8)), 0));
        assertThat(simulation(anna, Optional.empty(), Optional.of(5.0), 1).annotators().getFirst())
                .isEqualTo(new AnnotatorSpec.Confusion("anna", List.of(List.of(0.5, 1.0), List.of(0.5, 0.0)), 0));
    }

    private static LabelMap drawn(AnnotatorSpec annotator, int target, long seed) {
        return simulation(annotator, Optional.of(target), Optional.empty(), seed)
                .sitter("image", RINGS)
                .drawnBy(annotator);
    }

    private static Simulation simulation(
            AnnotatorSpec annotator, Optional<Integer> target, Optional<Double> level, long seed) {
        return new Simulation(
                new AnnotationsSpec(false, List.of(annotator), LabelsPerImage.ALL, target, level), seed);
    }
}
