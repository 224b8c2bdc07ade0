package consilium.kernel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.spec.AnnotationsSpec.LabelsPerImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotatorSpecTest {

    /// The slice decides the recipe: what was simulated before there were options keeps its digest.
    @Test
    void optionsLeftOutAreNotWritten() {
        AnnotatorSpec wrong = new AnnotatorSpec.Wrong("wrong", 3, 1.5, 0.5);

        assertThat(RecordFormat.write(wrong)).containsOnlyKeys("kind", "name", "fractures", "thickness", "amount");
        assertThat(RecordFormat.write(new AnnotationsSpec(false, List.of(wrong), LabelsPerImage.ALL)))
                .containsOnlyKeys("recorded", "simulated", "labelsPerImage");
    }

    @Test
    void defaultsAreThoseOfTheSources() {
        assertThat(read(Map.of("kind", "swelling", "name", "a"))).isEqualTo(new AnnotatorSpec.Swelling("a", 3, 7));
        assertThat(read(Map.of("kind", "wrong", "name", "a")))
                .isEqualTo(new AnnotatorSpec.Wrong("a", 3, 1.5, 0.5, Optional.empty()));
    }

    @Test
    void aMatrixIsReadAndWritten() {
        Map<String, Object> tree = Map.of(
                "kind", "confusion",
                "name", "anna",
                "matrix", List.of(List.of(0.9, 0.25), List.of(0.1, 0.75)),
                "correlation", 2.0);

        AnnotatorSpec anna = read(tree);

        assertThat(anna).isEqualTo(
                new AnnotatorSpec.Confusion("anna", List.of(List.of(0.9, 0.25), List.of(0.1, 0.75)), 2));
        assertThat(RecordFormat.write(anna)).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[[1]]| a number per true class",
            "[[0.9, 0.1], [0.1]]| a number per true class",
            "[[0.9, 0.2], [0.2, 0.8]]| column 0 of matrix",
            "[[1.1, 0], [-0.1, 1]]| a probability in matrix must be from 0.0 to 1.0, was 1.1"
    })
    void whatIsNoConfusionMatrixIsRefused(String matrix, String why) {
        List<List<Double>> rows = java.util.Arrays.stream(matrix.split("\\], \\["))
                .map(row -> java.util.Arrays.stream(row.replaceAll("[\\[\\]]", "").split(","))
                        .map(Double::valueOf)
                        .toList())
                .toList();

        assertThatThrownBy(() -> new AnnotatorSpec.Confusion("anna", rows, 0)).hasMessageContaining(why);
    }

    @Test
    void levelAndTargetHaveTheirRanges() {
        Map<String, Object> tree = Map.of("level", 11, "target", 0);

        assertThatThrownBy(() -> RecordFormat.read(AnnotationsSpec.class, tree))
                .hasMessageContaining("level: must be")
                .hasMessageContaining("target: must be");
    }

    private static AnnotatorSpec read(Map<String, Object> tree) {
        return RecordFormat.read(AnnotatorSpec.class, tree);
    }
}
