package consilium.ingest.coco;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.ProblemException;
import consilium.runtime.format.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CocoJsonTest {

    private static final AnnotatorSource BY_FIELD = new AnnotatorSource.Field("annotator");
    private static final Map<String, Integer> CLASSES = Map.of("core", 1, "edge", 2);

    /// Two images; on the first, one annotator used a polygon and text runs, another runs as numbers.
    private static final String FILE = """
            {"images": [{"id": 1, "file_name": "a.png", "width": 3, "height": 2},
                        {"id": 2, "file_name": "b.png", "width": 3, "height": 2}],
             "categories": [{"id": 7, "name": "core"}, {"id": 8, "name": "edge"}],
             "annotations": [
              {"id": 1, "image_id": 1, "category_id": 7, "annotator": "ann",
               "segmentation": [[0, 0, 3, 0, 3, 1, 0, 1]], "iscrowd": 0},
              {"id": 2, "image_id": 1, "category_id": 8, "attributes": {"annotator": "ben"},
               "segmentation": {"size": [2, 3], "counts": [0, 1, 5]}, "iscrowd": 1},
              {"id": 3, "image_id": 1, "category_id": 8, "annotator": "ann",
               "segmentation": {"size": [2, 3], "counts": "122O"}, "iscrowd": 1}]}
            """;

    @Test
    void eachAnnotatorHasTheirOwnMap() {
        Export export = read(FILE, BY_FIELD);

        assertThat(export.annotations()).extracting(DrawnAnnotation::annotator).containsExactly("ann", "ben");
        assertThat(export.annotations()).extracting(DrawnAnnotation::image).containsOnly("a.png");
        assertThat(export.annotations().get(0).draw(3, 2, CLASSES)).isEqualTo(map(1, 2, 1, 2, 0, 2));
        assertThat(export.annotations().get(1).draw(3, 2, CLASSES)).isEqualTo(map(2, 0, 0, 0, 0, 0));
    }

    @Test
    void theAnnotatorOfAWholeFileLookedAtEveryImage() {
        Export export = read(FILE, new AnnotatorSource.WholeFile("ann"));

        assertThat(export.annotations()).extracting(DrawnAnnotation::image).containsExactly("a.png", "b.png");
        assertThat(export.annotations().get(1).draw(3, 2, CLASSES)).isEqualTo(LabelMap.background(3, 2));
    }

    @Test
    void anAnnotationWithoutAnAnnotatorIsRefused() {
        assertThat(refusal(FILE.replace("\"attributes\": {\"annotator\": \"ben\"},", "")))
                .isEqualTo("test.json at annotations[1]: must name its annotator in \"annotator\" or in"
                        + " \"attributes.annotator\"");
    }

    @Test
    void aMaskOfAnotherSizeIsRefused() {
        assertThat(refusal(FILE.replace("\"size\": [2, 3], \"counts\": [", "\"size\": [3, 2], \"counts\": [")))
                .isEqualTo("test.json at annotations[1].segmentation: must have the image's size, [height, width] ="
                        + " [2, 3]");
        DrawnAnnotation annotation = read(FILE, BY_FIELD).annotations().getFirst();
        assertThat(message(() -> annotation.draw(4, 2, CLASSES)))
                .isEqualTo("test.json at image a.png, annotator ann: was drawn on 3 x 2 pixels, the image has 4 x 2");
    }

    @Test
    void aLabelThatIsNoClassIsRefused() {
        DrawnAnnotation annotation = read(FILE, BY_FIELD).annotations().getFirst();

        assertThat(message(() -> annotation.draw(3, 2, Map.of("core", 1, "oedema", 2))))
                .isEqualTo("test.json at image a.png, annotator ann: label \"edge\" is no class; the classes are core,"
                        + " oedema");
        assertThat(message(() -> annotation.draw(3, 2, Map.of("core", 256, "edge", 2))))
                .endsWith("label \"core\" must stand for 0 to 255, was 256");
    }

    @Test
    void whatDoesNotFitIsRefusedByItsPath() {
        assertThat(refusal(FILE.replace("[0, 1, 5]", "[0, 1, 6]")))
                .isEqualTo(
                        "test.json at annotations[1].segmentation.counts: a run of 6 pixels after 1 does not fit; the"
                                + " mask has 6");
        assertThat(refusal(FILE.replace("[0, 1, 5]", "[0, 1, 1e300]")))
                .isEqualTo("test.json at annotations[1].segmentation.counts[2]: must be a whole number, was 1.0E300");
        assertThat(refusal(FILE.replace("[[0, 0, 3, 0, 3, 1, 0, 1]]", "[[0, 0, 3, 0, 3]]")))
                .startsWith("test.json at annotations[0].segmentation[0]: a polygon has an x and a y");
        assertThat(refusal(FILE.replace("[[0, 0, 3, 0, 3, 1, 0, 1]]", "[]")))
                .endsWith("must have at least one polygon; boxes alone are no segmentation");
        assertThat(refusal(FILE.replace("[[0, 0, 3, 0, ", "[[0, 0, 3e9, 0, ")))
                .isEqualTo("test.json at annotations[0].segmentation[0][2]: must lie in the image, 0 to 3, was 3.0E9");
        assertThat(refusal(FILE.replace("\"image_id\": 1, \"category_id\": 7", "\"image_id\": 9, \"category_id\": 7")))
                .isEqualTo("test.json at annotations[0].image_id: no image has the id 9");
        assertThat(refusal(FILE.replace("{\"id\": 2, \"file_name\"", "{\"id\": 1, \"file_name\"")))
                .isEqualTo("test.json at images[1]: image id 1 is there twice; each image may come once");
        assertThat(refusal("[]")).isEqualTo("test.json: must be a map with a field \"images\", was a list");
        assertThat(refusal("{}")).isEqualTo("test.json: must have a field \"images\"");
    }

    @Test
    void anImageThatClaimsTerabytesCostsNothing() {
        String huge = FILE.replace("\"width\": 3", "\"width\": 2000000000").replace("\"height\": 2",
                "\"height\": 2000000000");

        Damage.hold(huge.getBytes(StandardCharsets.UTF_8), "huge", CocoJsonTest::readSource);
    }

    @Test
    void aDamagedFileIsReadOrRefused() {
        byte[] valid = FILE.getBytes(StandardCharsets.UTF_8);

        Damage.cutEverywhere(valid, CocoJsonTest::readSource);
        Damage.changeEverywhere(valid, CocoJsonTest::readSource);
    }

    private static Export read(String text, AnnotatorSource annotators) {
        return CocoJson.read("test.json", Trees.json(text, "test.json"), annotators);
    }

    /// As ingest will do it: the parser's own refusals are not this reader's.
    private static void readSource(ByteSource source) {
        Object tree;
        try {
            tree = Trees.json(new String(source.open().readAllBytes(), StandardCharsets.UTF_8), source.name());
        } catch (ProblemException | java.io.IOException e) {
            return;
        }
        CocoJson.read(source.name(), tree, BY_FIELD).annotations()
                .forEach(annotation -> annotation.draw(3, 2, CLASSES));
    }

    private static String refusal(String text) {
        return message(() -> read(text, BY_FIELD));
    }

    private static String message(Runnable read) {
        return Damage.refusal(ByteSource.of("", new byte[0]), source -> read.run());
    }

    private static LabelMap map(int... labels) {
        return LabelMap.generate(3, 2, pixel -> labels[pixel]);
    }
}
