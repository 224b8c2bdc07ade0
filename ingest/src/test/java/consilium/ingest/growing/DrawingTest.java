package consilium.ingest.growing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawingTest {

    private static final List<String> CLASSES = List.of("background", "core", "oedema");

    @Test
    void laterRegionsCoverEarlierOnes() {
        LabelMap map = draw("""
                [{"label": "oedema", "segmentation": [[0, 0, 4, 0, 4, 2, 0, 2]]},
                 {"label": "core", "segmentation": [[1, 0, 3, 0, 3, 2, 1, 2]]}]""");
        assertThat(map).isEqualTo(LabelMap.generate(4, 2, pixel -> pixel % 4 == 1 || pixel % 4 == 2 ? 1 : 2));
    }

    @Test
    void whoDrawsNothingFoundNothing() {
        assertThat(draw("[]")).isEqualTo(LabelMap.background(4, 2));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused("[{\"label\": \"cyst\", \"segmentation\": []}]", "\"cyst\" is no class");
        refused("[{\"label\": \"core\", \"segmentation\": {\"size\": [2, 5], \"counts\": [10]}}]", "[2, 4]");
        refused("[{\"label\": \"core\", \"segmentation\": [[0, 0, 1, 1]]}]", "at least 3 corners");
        assertThatThrownBy(() -> new Drawing.Png("AAAA").draw("mask", 4, 2, CLASSES))
                .isInstanceOf(ProblemException.class).hasMessageContaining("neither PNG nor TIFF nor JPEG");
        assertThatThrownBy(() -> Submission.read(Map.of("image", "a", "annotator", " ", "drawing",
                Map.of("kind", "regions")))).isInstanceOf(ProblemException.class).hasMessageContaining("annotator");
        assertThatThrownBy(() -> Submission.read(Map.of("image", "a", "annotator", "b", "drawn", "yesterday",
                "drawing", Map.of("kind", "regions")))).isInstanceOf(ProblemException.class)
                .hasMessageContaining("2026-11-24T10:15:30Z");
    }

    private static void refused(String regions, String why) {
        assertThatThrownBy(() -> draw(regions)).isInstanceOf(ProblemException.class).hasMessageContaining(why);
    }

    private static LabelMap draw(String regions) {
        Object tree = consilium.runtime.format.Trees.json(
                "{\"image\": \"a\", \"annotator\": \"b\", \"drawing\": {\"kind\": \"regions\", \"regions\": " + regions
                        + "}}",
                "test");
        return Submission.read(tree).drawing().draw("image a", 4, 2, CLASSES);
    }
}
