package consilium.ingest.coco;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.ProblemException;
import consilium.runtime.format.Trees;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LabelStudioJsonTest {

    private static final Map<String, Integer> CLASSES = Map.of("Car", 1, "Tree", 2);

    /// One image: a brush and a polygon, a box that is no region, an annotator who found nothing, and one who skipped.
    private static final String FILE = """
            [{"id": 1, "data": {"image": "/data/a.png"}, "predictions": [], "annotations": [
              {"id": 11, "completed_by": 10, "was_cancelled": false, "result": [
                {"type": "brushlabels", "from_name": "tag", "to_name": "image", "original_width": 4,
                 "original_height": 2, "image_rotation": 0,
                 "value": {"format": "rle", "rle": BRUSH, "brushlabels": ["Car"]}},
                {"type": "polygonlabels", "original_width": 4, "original_height": 2, "image_rotation": 0,
                 "value": {"points": [[0, 0], [50, 0], [50, 50], [0, 50]], "closed": true, "polygonlabels": ["Tree"]}},
                {"type": "rectanglelabels", "original_width": 4, "original_height": 2,
                 "value": {"x": 0, "y": 0, "width": 9, "height": 9, "rectanglelabels": ["Car"]}}]},
              {"id": 12, "completed_by": {"id": 3, "email": "ben@example.org"}, "was_cancelled": false, "result": []},
              {"id": 13, "completed_by": 12, "was_cancelled": true, "result": []}]}]
            """.replace("BRUSH", BrushBytes.pack(0, 255, 0, 0, 0, 1, 255, 0).toString());

    @Test
    void brushesAndPolygonsBecomeMapsAndTheAnnotatorsStay() {
        Export export = read(FILE);

        assertThat(export.annotations()).extracting(DrawnAnnotation::annotator)
                .containsExactly("10", "ben@example.org");
        assertThat(export.annotations().get(0).image()).isEqualTo("/data/a.png");
        assertThat(export.annotations().get(0).draw(4, 2, CLASSES)).hasToString("""
                LabelMap 4 x 2
                22..
                .11.""");
        assertThat(export.annotations().get(1).draw(4, 2, CLASSES)).isEqualTo(LabelMap.background(4, 2));
    }

    @Test
    void whatIsNoRegionIsCounted() {
        assertThat(read(FILE).passedOver()).isEqualTo(Map.of("rectanglelabels", 1, "skipped", 1));
    }

    @Property
    void packingAndUnpackingABrushGiveTheSamePixels(
            @ForAll @Size(value = 40) List<@IntRange(max = 2) Integer> alpha) {
        byte[] packed = bytes(BrushBytes.pack(alpha.stream().mapToInt(Integer::intValue).toArray()));
        byte[] labels = new byte[40];
        DrawnAnnotation.Size size = new DrawnAnnotation.Size(8, 5);

        new Region.RowRuns(0, 0, size, BrushRuns.unpack(packed, size)).paint(labels, size, (byte) 1);

        for (int pixel = 0; pixel < 40; pixel++) {
            assertThat(labels[pixel]).isEqualTo((byte) (alpha.get(pixel) > 0 ? 1 : 0));
        }
    }

    @Test
    void onlyAlphaCountsAndLiteralsAreRead() {
        DrawnAnnotation.Size size = new DrawnAnnotation.Size(3, 1);
        byte[] packed = bytes(BrushBytes.packLiterally(9, 9, 9, 0, 0, 0, 0, 5, 7, 0, 0, 0));

        assertThat(BrushRuns.unpack(packed, size)).isEqualTo(new Runs(1, 1, 1));
    }

    @Test
    void aBrushOfAnotherSizeIsRefused() {
        assertThat(refusal(FILE.replace("\"original_width\": 4", "\"original_width\": 5")))
                .isEqualTo("test.json at [0].annotations[0].result[0].value.rle: the brush has 32 numbers, an image of"
                        + " 5 x 2 pixels has 40");
    }

    @Test
    void whatDoesNotFitIsRefusedByItsPath() {
        assertThat(refusal(FILE.replace("\"closed\": true", "\"closed\": false")))
                .endsWith("result[1].value: the polygon must be closed");
        assertThat(refusal(FILE.replace("\"image_rotation\": 0", "\"image_rotation\": 90")))
                .endsWith("result[0]: was drawn on a rotated image; image_rotation must be 0");
        assertThat(refusal(FILE.replace("[\"Tree\"]", "[\"Tree\", \"Car\"]")))
                .endsWith("result[1].value.polygonlabels: a region must have one label, has 2");
        assertThat(refusal(FILE.replace("[50, 50]", "[50]")))
                .endsWith("value.points[2]: must be [x, y] in percent of the image");
        assertThat(refusal(FILE.replace("[50, 50]", "[50, 900]")))
                .endsWith("value.points[2][1]: must lie in the image, 0 to 2, was 18.0");
        assertThat(refusal(FILE.replace("\"completed_by\": 10,", "")))
                .isEqualTo("test.json at [0].annotations[0]: must have a field \"completed_by\"");
        assertThat(refusal(FILE.replace("\"image\":", "\"picture\":")))
                .isEqualTo("test.json at [0].data: must have a field \"image\"");
    }

    @Test
    void aBrushCutShortIsRefused() {
        assertThat(refusal(
                FILE.replaceFirst("\"rle\": \\[0, 0, 0, 32, [^\\]]*\\]", "\"rle\": [0, 0, 0, 32, 57, 37, 63, 248]")))
                .contains("value.rle: ");
    }

    @Test
    void aDamagedFileIsReadOrRefused() {
        byte[] valid = FILE.getBytes(StandardCharsets.UTF_8);

        Damage.cutEverywhere(valid, LabelStudioJsonTest::readSource);
        Damage.changeEverywhere(valid, LabelStudioJsonTest::readSource);
    }

    private static Export read(String text) {
        return LabelStudioJson.read("test.json", Trees.json(text, "test.json"), "image");
    }

    private static void readSource(ByteSource source) {
        Object tree;
        try {
            tree = Trees.json(new String(source.open().readAllBytes(), StandardCharsets.UTF_8), source.name());
        } catch (ProblemException | java.io.IOException e) {
            return;
        }
        LabelStudioJson.read(source.name(), tree, "image").annotations()
                .forEach(annotation -> annotation.draw(4, 2, CLASSES));
    }

    private static String refusal(String text) {
        return Damage.refusal(ByteSource.of("", new byte[0]), source -> read(text));
    }

    private static byte[] bytes(List<Integer> numbers) {
        byte[] bytes = new byte[numbers.size()];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = numbers.get(index).byteValue();
        }
        return bytes;
    }
}
