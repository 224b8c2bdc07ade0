package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three tools export what three annotators drew on images of three patients; the fixtures are written by hand from the
/// tools' documentation.
class ExportDatasetTest {

    private static final String SPEC =
            """
                    kind: annotation-exports
                    images: images
                    exports:
                      - {kind: coco, file: ann.json, annotator: "7"}
                      - {kind: label-studio, file: ben.json}
                      - {kind: cvat, file: cleo.xml, annotatorField: reader}
                    annotators:
                      - {name: ann, id: "7"}
                      - {name: ben, id: ben@example.org}
                      - {name: cleo, id: Cleo Q}
                    classMap: {core: 1, edge: 2}
                    caseFolders: 1
                    blankMeans: nothing-found
                    split: {validation: 0.3, test: 0.3}
                    """;
    private static final String COCO =
            """
                    {"images": [{"id": 1, "file_name": "p1/a.png", "width": 4, "height": 2},
                                {"id": 2, "file_name": "p2/b.png", "width": 4, "height": 2}],
                     "categories": [{"id": 7, "name": "core"}, {"id": 8, "name": "edge"}],
                     "annotations": [{"id": 1, "image_id": 1, "category_id": 7,
                       "segmentation": [[0, 0, 2, 0, 2, 2, 0, 2]]}]}
                    """;
    private static final String STUDIO =
            """
                    [{"id": 1, "data": {"image": "/data/upload/3/0a1b2c3d-c.png?d=1"}, "annotations": [
                      {"id": 11, "completed_by": {"id": 3, "email": "ben@example.org"}, "result": [
                        {"type": "polygonlabels", "original_width": 4, "original_height": 2, "image_rotation": 0,
                         "value": {"points": [[0, 0], [50, 0], [50, 50], [0, 50]], "polygonlabels": ["edge"]}},
                        {"type": "rectanglelabels", "original_width": 4, "original_height": 2, "value": {}}]}]},
                     {"id": 2, "data": {"image": "s3://bucket/set/p1/a.png"}, "annotations": [
                      {"id": 12, "completed_by": {"id": 3, "email": "ben@example.org"}, "result": []}]}]
                    """;
    private static final String CVAT =
            """
                    <?xml version="1.0" encoding="utf-8"?>
                    <annotations><version>1.1</version>
                      <image id="0" name="p1/a.png" width="4" height="2">
                        <mask label="edge" rle="0, 4" left="2" top="0" width="2" height="2" z_order="0">
                          <attribute name="reader">Cleo Q</attribute></mask>
                      </image>
                    </annotations>
                    """;

    @TempDir
    private Path temp;

    @BeforeEach
    void layOut() throws IOException {
        for (String image : List.of("p1/a", "p2/b", "p3/c")) {
            png(image, 4, 2);
        }
        write("ann.json", COCO);
        write("ben.json", STUDIO);
        write("cleo.xml", CVAT);
    }

    @Test
    void everyAnnotatorOfEveryToolHasTheirMapAndNobodyLooksWhereTheyDidNot() {
        Ingested ingested = ingest(SPEC);

        assertThat(ingested.images().items()).extracting(item -> item.id()).containsExactly("p1/a", "p2/b", "p3/c");
        assertThat(ingested.images().items()).extracting(item -> item.caseId()).containsExactly("p1", "p2", "p3");
        assertThat(ingested.images().classes()).isEqualTo(3);
        assertThat(ingested.annotations().annotators()).containsExactly("ann", "ben", "cleo");
        assertThat(ingested.annotations().map(0, 0).orElseThrow()).hasToString("LabelMap 4 x 2\n11..\n11..");
        assertThat(ingested.annotations().map(0, 1).orElseThrow().count(0)).as("looked, found nothing").isEqualTo(8);
        assertThat(ingested.annotations().map(0, 2).orElseThrow()).hasToString("LabelMap 4 x 2\n..22\n..22");
        assertThat(ingested.annotations().map(1, 0).orElseThrow().count(0)).isEqualTo(8);
        assertThat(ingested.annotations().present(1, 1)).as("did not look").isFalse();
        assertThat(ingested.annotations().map(2, 1).orElseThrow()).hasToString("LabelMap 4 x 2\n22..\n....");
        assertThat(ingested.annotations().present(2, 0)).isFalse();
    }

    @Test
    void whatIsNoRegionIsToldOf() {
        assertThat(ingest(SPEC).made().summary()).containsEntry("passedOver", Map.of("rectanglelabels", 1));
    }

    @Test
    void aBlankMapMayMeanThatNobodyLooked() {
        Ingested ingested = ingest(SPEC.replace("nothing-found", "did-not-look"));

        assertThat(ingested.annotations().present(0, 1)).isFalse();
        assertThat(ingested.annotations().present(0, 0)).isTrue();
    }

    @Test
    void anUnknownAnnotatorIsRefusedOrLeftOut() {
        String spec = SPEC.replace("id: Cleo Q", "id: cleo");

        assertThat(refusal(spec)).isEqualTo(temp.resolve("cleo.xml") + " at image p1/a.png: annotator \"Cleo Q\" is"
                + " not known; the spec's annotators have the ids 7, ben@example.org, cleo");
        assertThat(skips(spec)).containsExactly("annotation by Cleo Q");
    }

    @Test
    void aLabelThatIsNoClassIsRefusedOrLeftOut() {
        String spec = SPEC.replace("{core: 1, edge: 2}", "{core: 1}");

        assertThat(refusal(spec)).contains("label \"edge\" is no class; the classes are core");
        assertThat(skips(spec)).containsExactly("annotation by cleo", "annotation by ben");
    }

    @Test
    void aMapOfAnotherSizeIsRefusedOrLeftOut() throws IOException {
        write("cleo.xml", CVAT.replace("width=\"4\" height=\"2\"", "width=\"5\" height=\"2\""));

        assertThat(refusal(SPEC)).endsWith("image p1/a.png, annotator Cleo Q: was drawn on 5 x 2 pixels, the image has"
                + " 4 x 2");
        assertThat(skips(SPEC)).containsExactly("annotation by cleo");
    }

    @Test
    void anImageThatIsNotThereIsRefusedOrLeftOut() throws IOException {
        write("ann.json", COCO.replace("p2/b.png", "p9/z.png"));

        assertThat(refusal(SPEC)).contains("image p9/z.png: is not among the images in ");
        assertThat(skips(SPEC)).containsExactly("annotation by 7");
    }

    @Test
    void anImageThatMayBeSeveralIsRefused() throws IOException {
        png("p4/c", 4, 2);

        assertThat(refusal(SPEC)).contains("c.png").contains("is not among the images");
        write("ben.json", STUDIO.replace("/data/upload/3/0a1b2c3d-c.png?d=1", "c.png"));
        assertThat(refusal(SPEC)).contains("image c.png: may be several images that end in c.png");
    }

    @Test
    void theSameAnnotatorTwiceOnAnImageIsRefused() throws IOException {
        write("two.json", COCO);

        assertThat(refusal(SPEC.replace("annotators:\n",
                "  - {kind: coco, file: two.json, annotator: \"7\"}\nannotators:\n")))
                .contains("has annotations by the same annotator in " + temp.resolve("ann.json") + " already");
    }

    @Test
    void aDamagedExportIsRefusedOrLeftOutAsAWhole() throws IOException {
        write("ann.json", COCO.substring(0, 100));
        write("cleo.xml", CVAT.replace("<annotations>", "<!DOCTYPE a [<!ENTITY x \"y\">]><annotations>"));

        assertThat(refusal(SPEC)).startsWith(temp.resolve("ann.json") + " at line ").contains("is no JSON: ");
        assertThat(skips(SPEC)).containsExactly("export", "export");
    }

    @Test
    void casesCanBeAssignedByAFile() throws IOException {
        String spec = SPEC.replace("{validation: 0.3, test: 0.3}", "{file: splits.csv}");
        write("splits.csv", "case,split\np1,test\np2,train\np3,validation\n");

        assertThat(ingest(spec).images().counts()).isEqualTo(Map.of("train", 1, "validation", 1, "test", 1));
        write("splits.csv", "p1,test\np2,train\n");
        assertThat(refusal(spec)).endsWith("does not say what case p3 is for; it needs a line \"p3,train\", or with"
                + " validation or test");
        write("splits.csv", "p1,test\np2,train\np3,train\np1,train\n");
        assertThat(refusal(spec))
                .endsWith("splits.csv at line 4: puts case p1 in both test and train; a case belongs to"
                        + " one split, or the test would know what was trained on");
        write("splits.csv", "p1,testing\n");
        assertThat(refusal(spec)).endsWith("line 1: a split is train, validation or test, was \"testing\"");
    }

    private Ingested ingest(String spec) {
        return Ingested.of(spec, temp, temp);
    }

    private String refusal(String spec) {
        return Refused.message(() -> ingest(spec));
    }

    private List<Object> skips(String spec) {
        Ingested ingested = ingest(spec + "onBadInput: skip-and-report\n");
        List<?> rows = (List<?>) ingested.store().artefact(ingested.made().outputs().get("images"))
                .table("skipped.json");
        return rows.stream().<Object>map(row -> ((Map<?, ?>) row).get("lost")).toList();
    }

    private void png(String name, int width, int height) throws IOException {
        Path file = temp.resolve("images").resolve(name + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(temp.resolve(name), text);
    }
}
