package consilium.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec.Evaluate.Subject;
import consilium.kernel.spec.EvaluationSpec;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateStageTest {

    private static final EvaluationSpec SPEC = new EvaluationSpec(EmptyMask.ONE, 4);

    @TempDir
    private Path temp;

    /// If this moves and you meant it, raise the stage's revision in StageName and paste the new digest.
    @Test
    void theEvaluationStillHasTheSameBytes() {
        Experiment experiment = new Experiment(temp, 6, 12);

        assertThat(experiment.evaluate(SPEC, Subject.PREDICTIONS).outputs().get(Role.EVALUATION))
                .hasToString("e2ec7b18c60bf342f8057f6515b19d8d24ea5cf3c2fd5e7957c59ba45d06af1f");
        assertThat(experiment.evaluate(SPEC, Subject.LABELS).outputs().get(Role.EVALUATION))
                .hasToString("089a4ecc8acb2f0a2aab91e6bae29ab987ce1fa86e6b9ca9a8e89af14185cf9d");
    }

    @Test
    void theSummaryHasTheHeadlines() {
        Map<String, Object> summary = new Experiment(temp, 6, 12).evaluate(SPEC, Subject.PREDICTIONS).summary();

        assertThat(summary)
                .containsOnlyKeys(
                        "dice", "diceStd", "iou", "images", "ged", "confusionRmse", "confusionRmseImage", "swapped",
                        "annotatorDice")
                .containsEntry("images", 4)
                .containsEntry("swapped", false);
        assertThat((Map<?, ?>) summary.get("annotatorDice")).hasSize(3);
    }

    @Test
    void methodsWithoutMatricesHaveNoConfusionError() {
        Experiment experiment = new Experiment(temp, 6, 12);
        experiment.withoutMatrices();

        for (Subject subject : Subject.values()) {
            var made = experiment.evaluate(SPEC, subject);
            Artefact evaluation = experiment.open(made);

            assertThat(made.summary()).doesNotContainKeys("confusionRmse", "annotatorDice").containsKey("dice");
            assertThat(((Map<?, ?>) evaluation.table("metrics.json")).get("confusionRmse")).isNull();
            assertThat(evaluation.manifest().files())
                    .containsOnlyKeys("metrics.json", "per-image.csv", "figures/overview.png", "figures/contours.png");
        }
    }

    @Test
    void annotatorsForetoldWithoutATruthAreScoredWithoutMatrices() {
        Experiment experiment = new Experiment(temp, 6, 12);
        experiment.foretellWithoutMatrices();

        var made = experiment.evaluate(SPEC, Subject.PREDICTIONS);

        assertThat(made.summary()).doesNotContainKey("confusionRmse");
        assertThat((double) made.summary().get("ged")).isCloseTo(0, within(1e-12));
        assertThat(made.summary()).containsEntry("annotatorDice", Map.of("good", 1.0, "over", 1.0, "blank", 1.0));
        assertThat((double) made.summary().get("dice")).isLessThan(1);
        Map<?, ?> metrics = (Map<?, ?>) experiment.open(made).table("metrics.json");
        assertThat(metrics.get("confusionRmse")).isNull();
        assertThat(((Number) metrics.get("diceMatch")).doubleValue()).isEqualTo(1);
    }

    /// Twice the annotators' maps are, as a set of equal shares, the annotators' maps; where one of them did not look, the
    /// samples hold one map that nobody drew.
    @Test
    void samplesAreWhatIsComparedWithTheAnnotatorsMaps() {
        Experiment experiment = new Experiment(temp, 6, 12);
        experiment.drawSamples();

        var made = experiment.evaluate(SPEC, Subject.PREDICTIONS);

        List<Double> ged = column(experiment.open(made), "ged");
        assertThat(ged.subList(0, 3)).allSatisfy(each -> assertThat(each).isCloseTo(0, within(1e-12)));
        assertThat(ged.getLast()).isGreaterThan(0.01);
        assertThat(column(experiment.open(made), "diceMatch")).allMatch(each -> each == 1);
        assertThat(made.summary()).doesNotContainKeys("confusionRmse", "annotatorDice");
        assertThat((double) made.summary().get("dice")).isLessThan(1);
    }

    private static List<Double> column(Artefact evaluation, String name) {
        List<String> lines = new String(evaluation.file("per-image.csv"), StandardCharsets.UTF_8)
                .replace("test, ", "test ")
                .lines()
                .toList();
        int at = List.of(lines.getFirst().split(",")).indexOf(name);
        return lines.stream()
                .skip(1)
                .map(line -> Double.valueOf(line.split(",")[at]))
                .toList();
    }

    @Test
    void aPerfectPredictionScoresOne() {
        Experiment experiment = new Experiment(temp, 6, 12);
        experiment.predictTheTruth();

        Map<String, Object> summary = experiment.evaluate(SPEC, Subject.PREDICTIONS).summary();

        assertThat(summary).containsEntry("dice", 1.0).containsEntry("iou", 1.0).containsEntry("diceStd", 0.0);
    }

    @Test
    void exchangedClassesAreNoticed() {
        Experiment experiment = new Experiment(temp, 6, 12);
        experiment.predictTheOpposite();

        assertThat(experiment.evaluate(SPEC, Subject.PREDICTIONS).summary()).containsEntry("swapped", true);
    }

    @Test
    void onlyTestImagesAreScoredEachInARow() {
        Experiment experiment = new Experiment(temp, 6, 12);

        String csv = new String(
                experiment.open(experiment.evaluate(SPEC, Subject.LABELS)).file("per-image.csv"),
                StandardCharsets.UTF_8);

        assertThat(csv.lines())
                .hasSize(5)
                .first()
                .isEqualTo("image,case,dice,iou,confusionRmse,confusionRmseImage,confusionRmseFull,"
                        + "hd95,assd,surfaceDice,brier,logScore,annotatorIou,ged,gedUnbiased,gedDice,"
                        + "gedDiceUnbiased,diceSoft,diceMax,diceMaxReverse,diceMatch,ece,mce,consensus,"
                        + "truthDice of good,dice of good,"
                        + "confusionRmse of good,truthDice of over,dice of over,confusionRmse of over,"
                        + "truthDice of blank,dice of blank,confusionRmse of blank");
        assertThat(csv.lines().skip(1)).allMatch(line -> line.startsWith("\"test, "));
    }

    @Test
    void theMeanIsThatOfTheRows() {
        Experiment experiment = new Experiment(temp, 6, 12);
        Artefact evaluation = experiment.open(experiment.evaluate(SPEC, Subject.PREDICTIONS));
        double mean = new String(evaluation.file("per-image.csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf('"') + 2).split(",")[0]))
                .average()
                .orElseThrow();

        Map<?, ?> metrics = (Map<?, ?>) evaluation.table("metrics.json");
        assertThat((Double) metrics.get("dice")).isCloseTo(mean, within(1e-12));
        assertThat((Map<?, ?>) metrics.get("definitions")).hasSizeGreaterThan(4);
    }

    @Test
    void numbersAtTheTopAreTheMeansOfTheColumns() {
        Experiment experiment = new Experiment(temp, 6, 12);
        Artefact evaluation = experiment.open(experiment.evaluate(SPEC, Subject.PREDICTIONS));
        Map<?, ?> metrics = (Map<?, ?>) evaluation.table("metrics.json");
        List<String> lines = new String(evaluation.file("per-image.csv"), StandardCharsets.UTF_8)
                .replace("test, ", "test ")
                .lines()
                .toList();
        List<String> header = List.of(lines.getFirst().split(","));

        for (ImageMetric metric : ImageMetric.values()) {
            double mean = lines.stream()
                    .skip(1)
                    .map(line -> line.split(",", -1)[header.indexOf(metric.label())])
                    .mapToDouble(Double::parseDouble)
                    .average()
                    .orElseThrow();
            assertThat((Double) metrics.get(metric.label())).as(metric.label()).isCloseTo(mean, within(1e-12));
            assertThat(metrics.get(metric.label() + "Std")).isInstanceOf(Double.class);
        }
        assertThat(metrics.get("ece")).isInstanceOf(Double.class);
        assertThat(metrics.get("confusionRmseFull")).isInstanceOf(Double.class);
    }

    @Test
    void everyImageIsInOneConsensusGroup() {
        Experiment experiment = new Experiment(temp, 6, 12);
        Map<?, ?> metrics =
                (Map<?, ?>) experiment.open(experiment.evaluate(SPEC, Subject.PREDICTIONS)).table("metrics.json");

        List<?> groups = (List<?>) ((Map<?, ?>) metrics.get("consensus")).get("groups");

        assertThat(groups.stream().<Object>map(row -> ((Map<?, ?>) row).get("group")))
                .containsExactly("low", "medium", "high");
        assertThat(groups.stream()
                .mapToInt(row -> ((Number) ((Map<?, ?>) row).get("images")).intValue())
                .sum())
                .isEqualTo(4);
    }

    @Test
    void aPredictionOfNothingHasNoDistances() {
        Experiment experiment = new Experiment(temp, 6, 12);
        experiment.predictNothing();

        Artefact evaluation = experiment.open(experiment.evaluate(SPEC, Subject.PREDICTIONS));
        Map<?, ?> metrics = (Map<?, ?>) evaluation.table("metrics.json");

        assertThat(metrics.get("hd95")).isNull();
        assertThat(metrics.get("assd")).isNull();
        assertThat(((Number) metrics.get("surfaceDice")).doubleValue()).isZero();
        assertThat(((Number) ((Map<?, ?>) metrics.get("surface")).get("images")).intValue()).isZero();
        assertThat(new String(evaluation.file("per-image.csv"), StandardCharsets.UTF_8)).contains(",,,0.0,");
    }

    @Test
    void onePredictionForAllHasNoSpreadOfItsOwn() {
        Experiment experiment = new Experiment(temp, 6, 12);
        experiment.withoutMatrices();
        Map<?, ?> metrics =
                (Map<?, ?>) experiment.open(experiment.evaluate(SPEC, Subject.PREDICTIONS)).table("metrics.json");

        assertThat(metrics.get("ged")).isInstanceOf(Double.class);
        assertThat(metrics.get("gedUnbiased")).isNull();
        assertThat(metrics.get("diceMatch")).isNull();
        assertThat(metrics.get("confusionRmseFull")).isNull();
    }

    @Test
    void whoDidNotLookIsNotScored() {
        Experiment experiment = new Experiment(temp, 6, 12);
        Map<?, ?> metrics =
                (Map<?, ?>) experiment.open(experiment.evaluate(SPEC, Subject.PREDICTIONS)).table("metrics.json");

        assertThat(((List<?>) metrics.get("annotators")).stream()
                .<Object>map(row -> ((Map<?, ?>) row).get("images")))
                .containsExactly(4, 3, 4);
    }

    @Test
    void noFiguresAreDrawnWhereNoneAreAskedFor() {
        Experiment experiment = new Experiment(temp, 6, 12);
        var made = experiment.evaluate(new EvaluationSpec(EmptyMask.ONE, 0), Subject.PREDICTIONS);

        assertThat(experiment.open(made).manifest().files()).containsOnlyKeys("metrics.json", "per-image.csv");
    }

    /// Look at them: `target/overview.png` and `target/confusion.png`.
    @Test
    void theFiguresAreDrawn() throws IOException {
        Experiment experiment = new Experiment(temp, 12, 28);
        Artefact evaluation = experiment.open(experiment.evaluate(SPEC, Subject.PREDICTIONS));

        for (String name : List.of("overview.png", "confusion.png")) {
            byte[] png = evaluation.file("figures/" + name);
            Files.write(Files.createDirectories(Path.of("target")).resolve(name), png);
            assertThat(png).hasSizeBetween(2_000, 400_000);
        }
    }
}
