package consilium.ingest.lidc;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.ingest.lidc.LidcReading.Modality;
import consilium.ingest.lidc.LidcReading.Nodule;
import consilium.ingest.lidc.LidcReading.Region;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LidcXmlTest {

    /// Two readers; the first drew one nodule with a hole and pointed at another, the second found nothing.
    static final String READING = """
            <?xml version="1.0" encoding="UTF-8"?>
            <LidcReadMessage xmlns="http://www.nih.gov">
            <ResponseHeader><SeriesInstanceUid>1.2.3</SeriesInstanceUid>
            <StudyInstanceUID>1.2</StudyInstanceUID></ResponseHeader>
            <readingSession>
              <unblindedReadNodule><noduleID>A</noduleID>
                <characteristics><malignancy>5</malignancy></characteristics>
                <roi><imageZposition>-10.5 </imageZposition><imageSOP_UID>1.2.3.9</imageSOP_UID>
                  <inclusion>TRUE</inclusion>EDGE</roi>
                <roi><imageZposition>-10.5</imageZposition><imageSOP_UID>1.2.3.9</imageSOP_UID>
                  <inclusion>FALSE</inclusion>HOLE</roi>
              </unblindedReadNodule>
              <unblindedReadNodule><noduleID>B</noduleID>
                <roi><imageZposition>-20</imageZposition><imageSOP_UID>1.2.3.8</imageSOP_UID>
                  <inclusion>TRUE</inclusion>
                  <edgeMap><xCoord>3</xCoord><yCoord>4</yCoord></edgeMap></roi>
              </unblindedReadNodule>
              <nonNodule><nonNoduleID>N</nonNoduleID></nonNodule>
            </readingSession>
            <readingSession><annotationVersion/></readingSession>
            </LidcReadMessage>
            """
            .replace("EDGE", square(2, 2, 8, 8)).replace("HOLE", square(4, 4, 6, 6));

    @Test
    void everythingMarkedIsRead() {
        LidcReading reading = read(READING);

        assertThat(reading.modality()).isEqualTo(Modality.CT);
        assertThat(reading.seriesUid()).isEqualTo("1.2.3");
        assertThat(reading.studyUid()).isEqualTo("1.2");
        assertThat(reading.sessions()).extracting(LidcReading.Session::annotator).containsExactly("reader1", "reader2");
        assertThat(reading.sessions().get(0).nonNodules()).isEqualTo(1);
        assertThat(reading.sessions().get(1).nodules()).isEmpty();
        Nodule first = reading.sessions().get(0).nodules().get(0);
        assertThat(first.id()).isEqualTo("A");
        assertThat(first.characteristics()).isEqualTo(Map.of("malignancy", 5));
        assertThat(first.contoured()).isTrue();
        Region hole = first.regions().get(1);
        assertThat(hole.inclusion()).isFalse();
        assertThat(hole.z()).hasValue(-10.5);
        assertThat(hole.sopInstanceUid()).isEqualTo("1.2.3.9");
        assertThat(hole.edge().size()).isEqualTo(8);
    }

    @Test
    void onlySlicesWithAContourAreCounted() {
        assertThat(read(READING).contouredSlices()).containsExactly("1.2.3.9");
    }

    @Test
    void anotherKindOfXmlIsRefused() {
        assertThat(refusal("<svg/>")).matches("test.xml at line 1, column \\d+: is no reading of LIDC-IDRI; the root"
                + " element must be LidcReadMessage or IdriReadMessage, was svg");
    }

    @Test
    void aSeriesWithoutANameIsRefused() {
        assertThat(refusal(READING.replace("<SeriesInstanceUid>1.2.3</SeriesInstanceUid>", "")))
                .contains("the header must name the series (SeriesInstanceUid)");
    }

    @Test
    void whatStandsWhereANumberShouldIsRefused() {
        assertThat(refusal(READING.replace("<xCoord>3</xCoord>", "<xCoord>3.5</xCoord>")))
                .matches("test.xml at line \\d+, column \\d+: <xCoord> is a whole number, was \"3.5\"");
        assertThat(refusal(READING.replace("-20<", "NaN<")))
                .contains("<imageZposition> is a finite number, was \"NaN\"");
        assertThat(refusal(READING.replace(">FALSE<", ">PERHAPS<")))
                .contains("<inclusion> must be TRUE or FALSE, was \"PERHAPS\"");
        assertThat(refusal(READING.replace("<malignancy>5", "<malignancy>17")))
                .contains("<malignancy> must be 0 to 6, was 17");
    }

    @Test
    void aRegionMustSayWhereItIs() {
        assertThat(refusal(READING.replace("<imageSOP_UID>1.2.3.8</imageSOP_UID>", "")))
                .contains("a region must name its image (imageSOP_UID)");
        assertThat(refusal(READING.replace("<edgeMap><xCoord>3</xCoord><yCoord>4</yCoord></edgeMap>", "")))
                .contains("a region must have at least one edgeMap");
        assertThat(refusal(READING.replace("<yCoord>4</yCoord></edgeMap></roi>", "</edgeMap></roi>")))
                .contains("an edgeMap must have an xCoord and a yCoord");
    }

    @Test
    void anEntityFromOutsideIsRefused() {
        assertThat(refusal(READING.replace("<LidcReadMessage ",
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><LidcReadMessage ")
                .replace("<noduleID>A", "<noduleID>&x;")))
                .contains("a document type is not allowed here");
    }

    @Test
    void aDamagedFileIsReadOrRefused() {
        byte[] valid = READING.getBytes(StandardCharsets.UTF_8);

        Damage.cutEverywhere(valid, LidcXmlTest::readAll);
        Damage.changeEverywhere(valid, LidcXmlTest::readAll);
    }

    static LidcReading read(String text) {
        return LidcXml.read(ByteSource.of("test.xml", text.getBytes(StandardCharsets.UTF_8)));
    }

    /// The outline of a square with these corners, pixel by pixel.
    static String square(int left, int top, int right, int bottom) {
        StringBuilder edge = new StringBuilder();
        for (int x = left; x < right; x++) {
            edge.append(point(x, top));
        }
        for (int y = top; y < bottom; y++) {
            edge.append(point(right, y));
        }
        for (int x = right; x > left; x--) {
            edge.append(point(x, bottom));
        }
        for (int y = bottom; y > top; y--) {
            edge.append(point(left, y));
        }
        return edge.toString();
    }

    private static String point(int x, int y) {
        return "<edgeMap><xCoord>" + x + "</xCoord><yCoord>" + y + "</yCoord></edgeMap>";
    }

    private static void readAll(ByteSource source) {
        LidcReading reading = LidcXml.read(source);
        for (LidcReading.Session session : reading.sessions()) {
            for (String slice : reading.contouredSlices()) {
                LidcMasks.draw(reading, session, slice, 16, 16);
            }
        }
    }

    private static String refusal(String text) {
        return Damage.refusal(ByteSource.of("test.xml", text.getBytes(StandardCharsets.UTF_8)), LidcXml::read);
    }
}
