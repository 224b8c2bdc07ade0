package consilium.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StudyReportTest {

    @Test
    void aNumberIsTheMeanOverRepeatsWithItsDeviation() {
        Map<?, ?> dice = (Map<?, ?>) ((Map<?, ?>) row(report(), "ours").get("values")).get("dice");
        assertThat(dice.get("mean")).isEqualTo(0.9);
        assertThat((double) dice.get("std")).isEqualTo(Math.sqrt(0.02), org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void printedNumbersStandBesideOursAndThoseNotRunStandAlone() {
        assertThat((Map<?, ?>) row(report(), "ours").get("printed")).hasToString("{dice=0.8292}");
        assertThat((List<?>) only(report()).get("printedOnly")).asString().contains("prob-unet").doesNotContain("ours");
    }

    /// Ten images on which one method is always better: p = 2 / 2^10.
    @Test
    void theReferenceIsComparedImageByImage() {
        Map<?, ?> comparison = (Map<?, ?>) row(report(), "other").get("comparison");
        assertThat(comparison.get("images")).isEqualTo(10);
        assertThat(comparison.get("verdict")).isEqualTo("higher");
        assertThat((double) comparison.get("pValue")).isEqualTo(2 / 1024.0, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(row(report(), "ours").get("comparison")).isNull();
    }

    @Test
    void aCaseWithoutAPlaceLiesAtItsAnnotatorsMeanDice() {
        assertThat(only(report()).get("at")).isEqualTo(0.7);
    }

    @Test
    void aMethodThatFailedKeepsItsRowAndSaysWhyAndLeavesTheOthersTheirNumbers() {
        Map<?, ?> failed = row(report(), "diverged");
        assertThat((List<?>) failed.get("failed")).hasSize(1).first().asString()
                .contains("repeat=0").contains("why=train: the loss was NaN");
        assertThat((Map<?, ?>) failed.get("values")).isEmpty();
        assertThat(row(report(), "ours").get("failed")).isNull();
        assertThat((Map<?, ?>) row(report(), "ours").get("values")).isNotEmpty();
    }

    @Test
    void thePageHoldsTheNumbersAndNoTextCanEndItsScript() {
        StudyReport hostile = new StudyReport(
                Map.of("title", "</script><b>", "name", "x", "differs", List.of()), List.of("dice"), Optional.empty(),
                false, List.of());
        assertThat(ReportPage.of(hostile.tree())).contains("uPlot").contains("<\\/script><b>")
                .doesNotContain("</script><b>").doesNotContain("/*DATA*/");
    }

    @Test
    void cellsMayHoldCommasQuotesAndLineFeeds() {
        assertThat(Csv.read("a,\"b,\"\"c\"\"\nd\",\r\n\r\ne,f,g"))
                .containsExactly(List.of("a", "b,\"c\"\nd", ""), List.of("e", "f", "g"));
    }

    private static Map<?, ?> row(Map<String, Object> report, String method) {
        return ((List<?>) only(report).get("rows")).stream()
                .map(row -> (Map<?, ?>) row)
                .filter(row -> row.get("method").equals(method))
                .findFirst()
                .orElseThrow();
    }

    private static Map<?, ?> only(Map<String, Object> report) {
        return (Map<?, ?>) ((List<?>) report.get("cases")).getFirst();
    }

    private static Map<String, Object> report() {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        runs.put("ours", List.of(run(0.8, 0.02), run(1.0, 0.02)));
        runs.put("other", List.of(run(0.7, 0)));
        runs.put("diverged", List.of());
        Map<String, List<Failure>> failures = Map.of("diverged", List.of(new Failure(0, "train: the loss was NaN")));
        CaseResult one = new CaseResult(
                "mnist", "MNIST", Optional.empty(), "exp-1", runs, failures,
                Map.ofEntries(entry("ours", Map.of("dice", 0.8292)), entry("prob-unet", Map.of("dice", 0.5))));
        return new StudyReport(Map.of("title", "t"), List.of("dice"), Optional.of("ours"), false, List.of(one)).tree();
    }

    private static Run run(double dice, double more) {
        List<List<String>> images = new ArrayList<>(List.of(List.of("image", "dice")));
        for (int image = 0; image < 10; image++) {
            images.add(List.of("i" + image, String.valueOf(0.5 + more + image * more / 10)));
        }
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        metrics.put("dice", dice);
        metrics.put("annotators",
                List.of(Map.of("name", "a", "truthDice", 0.6), Map.of("name", "b", "truthDice", 0.8)));
        return new Run(metrics, images, Map.of(), List.of());
    }
}
