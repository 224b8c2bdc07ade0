package consilium.ingest.coco;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import consilium.kernel.image.LabelMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CvatXmlTest {

    private static final Map<String, Integer> CLASSES = Map.of("car", 1, "tree", 2);
    private static final AnnotatorSource BY_ATTRIBUTE = new AnnotatorSource.Field("reader");

    private static final String FILE = """
            <?xml version="1.0" encoding="utf-8"?>
            <annotations>
              <version>1.1</version>
              <meta><job><id>4</id><mode>annotation</mode>
                <labels><label><name>car</name></label><label><name>tree</name></label></labels>
                <owner><username>admin</username></owner>
                <assignee><username>ann</username><email/></assignee></job></meta>
              <image id="0" name="a.png" width="4" height="3">
                <mask label="tree" source="manual" occluded="0" rle="1, 1, 1, 1" left="1" top="1" width="2" height="2"
                    z_order="1"><attribute name="reader">ben</attribute></mask>
                <polygon label="car" source="manual" occluded="0" points="0.00,0.00;3.00,0.00;3.00,2.00;0.00,2.00"
                    z_order="0"><attribute name="reader">ann</attribute></polygon>
                <box label="car" xtl="0" ytl="0" xbr="1" ybr="1" occluded="0"/>
                <tag label="good"/>
              </image>
              <image id="1" name="b.png" width="4" height="3"></image>
            </annotations>
            """;

    @Test
    void theAssigneeDrewAllOfItAndWhatIsHigherCovers() {
        Export export = CvatXml.readByAssignee(source(FILE));

        assertThat(export.annotations()).extracting(DrawnAnnotation::annotator).containsExactly("ann", "ann");
        assertThat(export.annotations().get(0).draw(4, 3, CLASSES)).hasToString("""
                LabelMap 4 x 3
                111.
                112.
                ..2.""");
        assertThat(export.annotations().get(1).draw(4, 3, CLASSES)).isEqualTo(LabelMap.background(4, 3));
    }

    @Test
    void anAttributeMayNameTheAnnotator() {
        Export export = CvatXml.read(source(FILE), BY_ATTRIBUTE);

        assertThat(export.annotations()).extracting(DrawnAnnotation::annotator).containsExactly("ben", "ann");
        assertThat(export.annotations().get(0).draw(4, 3, CLASSES).count(2)).isEqualTo(2);
        assertThat(export.annotations().get(1).draw(4, 3, CLASSES).count(1)).isEqualTo(6);
    }

    @Test
    void whatIsNoRegionIsCounted() {
        assertThat(CvatXml.readByAssignee(source(FILE)).passedOver()).isEqualTo(Map.of("box", 1, "tag", 1));
    }

    @Test
    void aFileWithoutAnAnnotatorIsRefused() {
        assertThat(Damage.refusal(source(FILE.replace("<username>ann</username>", "")), CvatXml::readByAssignee))
                .matches(
                        "test.xml at line 8, column \\d+: the file must name its annotator as assignee before the first"
                                + " image");
        assertThat(refusal(FILE.replace(">ben<", "><")))
                .contains("the shape must name its annotator in the attribute \"reader\"");
    }

    @Test
    void whatDoesNotFitIsRefusedByItsLine() {
        assertThat(refusal(FILE.replace("left=\"1\"", "left=\"3\"")))
                .matches(
                        "test.xml at line 10, column \\d+: a mask of 2 x 2 pixels at \\(3, 1\\) must lie in the image of"
                                + " 4 x 3");
        assertThat(refusal(FILE.replace("1, 1, 1, 1", "1, 1, 1, 2")))
                .contains("a run of 2 pixels after 3 does not fit; the mask has 4");
        assertThat(refusal(FILE.replace("1, 1, 1, 1", "1, x"))).contains("must be a whole number, was \" x\"");
        assertThat(refusal(FILE.replace("3.00,2.00", "3.00"))).contains("corner 3 must be x,y");
        assertThat(refusal(FILE.replace("3.00,2.00", "3.00,Infinity")))
                .contains("a coordinate is a finite number, was \"Infinity\"");
        assertThat(refusal(FILE.replace("3.00,2.00", "1e12,2.00")))
                .contains("a coordinate must lie in the image, 0 to 4, was 1.0E12");
        assertThat(refusal(FILE.replace("name=\"b.png\"", "name=\"a.png\"")))
                .contains("image a.png is there twice; each image may come once");
        assertThat(
                refusal(FILE.replace("<image id=\"1\" name=\"b.png\" width=\"4\" height=\"3\"></image>", "<track/>")))
                .contains("is an export for video; export as \"CVAT for images 1.1\"");
        assertThat(refusal("<html/>")).contains("the root element must be annotations, was html");
    }

    @Test
    void anEntityFromOutsideIsRefused() {
        assertThat(refusal(FILE.replace("<annotations>\n  <version>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><annotations>\n  <version>")))
                .contains("a document type is not allowed here");
    }

    @Test
    void aDamagedFileIsReadOrRefused() {
        byte[] valid = FILE.getBytes(StandardCharsets.UTF_8);

        Damage.cutEverywhere(valid, CvatXmlTest::readAll);
        Damage.changeEverywhere(valid, CvatXmlTest::readAll);
    }

    private static void readAll(ByteSource source) {
        CvatXml.readByAssignee(source).annotations().forEach(annotation -> annotation.draw(4, 3, CLASSES));
    }

    private static String refusal(String text) {
        return Damage.refusal(source(text), source -> CvatXml.read(source, BY_ATTRIBUTE));
    }

    private static ByteSource source(String text) {
        return ByteSource.of("test.xml", text.getBytes(StandardCharsets.UTF_8));
    }
}
