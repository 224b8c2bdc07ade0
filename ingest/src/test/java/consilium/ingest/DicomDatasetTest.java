package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.ingest.dicom.DicomBytes;
import consilium.ingest.dicom.TransferSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomDatasetTest {

    private static final String SPEC =
            """
                    kind: dicom
                    path: ct
                    readings: {path: xml, readers: 3, blankMeans: nothing-found}
                    split: {validation: 0.3, test: 0.3}
                    """;

    @TempDir
    private Path temp;

    /// Three patients of one slice each, the first of two; two readers read the first's series, one found something.
    @BeforeEach
    void layOut() throws IOException {
        slice("p1/b.dcm", "p1", "1.2.1", "1.2.1.9", -10, 0);
        slice("p1/a.dcm", "p1", "1.2.1", "1.2.1.8", -20, 100);
        slice("p2/IM1", "p2", "1.2.2", "1.2.2.1", 0, 1024);
        slice("p3/1.dcm", "p3", "1.2.3", "1.2.3.1", 0, 2000);
        reading("first.xml", "1.2.1", "1.2.1.9");
    }

    @Test
    void slicesAreInHounsfieldUnitsInTheOrderOfTheBodyAndSessionsAreAnnotators() {
        Ingested ingested = ingest(SPEC);

        assertThat(ingested.images().items()).extracting(item -> item.id())
                .containsExactly("1.2.1.8", "1.2.1.9", "1.2.2.1", "1.2.3.1");
        assertThat(ingested.images().items()).extracting(item -> item.caseId())
                .containsExactly("p1", "p1", "p2", "p3");
        assertThat(ingested.images().image(0)).containsOnly(-924f);
        assertThat(ingested.images().image(2)).containsOnly(0f);
        assertThat(ingested.annotations().annotators()).containsExactly("reader1", "reader2", "reader3");
        assertThat(ingested.annotations().map(1, 0).orElseThrow()).hasToString("""
                LabelMap 5 x 5
                .....
                .111.
                .111.
                .111.
                .....""");
        assertThat(ingested.annotations().map(0, 0).orElseThrow().count(0)).as("looked, found nothing").isEqualTo(25);
        assertThat(ingested.annotations().map(1, 1).orElseThrow().count(0)).isEqualTo(25);
        assertThat(ingested.annotations().present(1, 2)).as("no third session").isFalse();
        assertThat(ingested.annotations().present(2, 0)).as("a series nobody read").isFalse();
    }

    @Test
    void aBlankSliceMayMeanThatNobodyLooked() {
        Ingested ingested = ingest(SPEC.replace("nothing-found", "did-not-look"));

        assertThat(ingested.annotations().present(0, 0)).isFalse();
        assertThat(ingested.annotations().present(1, 0)).isTrue();
    }

    @Test
    void slicesCanBeChosenByForegroundAndResampled() throws IOException {
        reading("second.xml", "1.2.2", "1.2.2.1");
        reading("third.xml", "1.2.3", "1.2.3.1");
        Ingested ingested = ingest(SPEC + """
                slices: {minForeground: 9}
                preprocessing:
                  - {kind: resample, spacing: 0.25}
                  - {kind: intensity-window, low: -1024, high: 1024}
                """);

        assertThat(ingested.images().items()).extracting(item -> item.id())
                .containsExactly("1.2.1.9", "1.2.2.1", "1.2.3.1");
        assertThat(ingested.images().height()).isEqualTo(10);
        assertThat(ingested.images().width()).isEqualTo(15);
        assertThat(ingested.images().image(1)).containsOnly(0.5f);
    }

    @Test
    void aReadingThatRepeatsAnotherIsOneAndOneThatContradictsItIsRefused() throws IOException {
        reading("same.xml", "1.2.1", "1.2.1.9");
        assertThat(ingest(SPEC).made().summary())
                .containsEntry("passedOver", Map.of("reading that repeats another", 1));

        reading("same.xml", "1.2.1", "1.2.1.8");
        assertThat(refusal(SPEC)).contains("same.xml: is of the same series as ")
                .endsWith("and says something else; a series has one reading");
    }

    @Test
    void readingsOfSeriesThatAreNotThereAreToldOf() throws IOException {
        reading("other.xml", "1.2.77", "1.2.77.1");

        assertThat(ingest(SPEC).made().summary()).containsEntry("passedOver", Map.of("reading without images", 1));
    }

    @Test
    void moreSessionsThanReadersAreRefused() {
        assertThat(refusal(SPEC.replace("readers: 3", "readers: 1")))
                .endsWith("first.xml: holds 2 reading sessions, the spec's readers says at most 1");
    }

    @Test
    void anImageThatIsThereTwiceIsRefusedOrLeftOut() throws IOException {
        slice("p3/2.dcm", "p3", "1.2.3", "1.2.3.1", 5, 7);

        assertThat(refusal(SPEC)).contains("p3/2.dcm: is the same image as ").endsWith("each image may come once");
        assertThat(ingest(SPEC + "onBadInput: skip-and-report\n").made().summary()).containsEntry("skipped", 1)
                .containsEntry("images", 4);
    }

    @Test
    void aFileThatIsNoImageIsRefusedOrLeftOut() throws IOException {
        Files.write(temp.resolve("ct/p2/README"), new byte[200]);
        assertThat(ingest(SPEC).made().summary()).containsEntry("passedOver", Map.of("file that is no DICOM", 1));

        Files.write(temp.resolve("ct/p2/IM2.dcm"), new byte[200]);

        assertThat(refusal(SPEC)).contains("p2/IM2.dcm at byte 128: is no DICOM file");
        assertThat(ingest(SPEC + "onBadInput: skip-and-report\n").made().summary()).containsEntry("skipped", 1)
                .containsEntry("images", 4);
    }

    @Test
    void aContourOutsideTheImageIsRefusedOrLeftOut() throws IOException {
        Files.writeString(temp.resolve("xml/first.xml"), Files.readString(temp.resolve("xml/first.xml"))
                .replace("<xCoord>1</xCoord>", "<xCoord>100</xCoord>"));

        assertThat(refusal(SPEC)).contains("first.xml at reader1 on image 1.2.1.9: the edge reaches from ");
        assertThat(ingest(SPEC + "onBadInput: skip-and-report\n").annotations().present(1, 0)).isFalse();
    }

    /// The collection's only slice here, with its own series' reading, by four radiologists who marked other slices.
    @Test
    void aRealSliceHasItsFourReaders() {
        Path data = RealData.root("lidc_dicom");
        Ingested ingested = Ingested.of("""
                kind: dicom
                path: lidc_dicom
                readings: {path: lidc_xml/tcia-lidc-xml_1318.zip, blankMeans: nothing-found}
                split: {validation: 0, test: 0}
                preprocessing: [{kind: resample, spacing: 1.40625}, {kind: intensity-window, low: -1000, high: 400}]
                """, data, temp);

        assertThat(ingested.images().items()).extracting(item -> item.caseId()).containsExactly("LIDC-IDRI-0001");
        assertThat(ingested.images().width()).isEqualTo(256);
        assertThat(ingested.annotations().annotators()).hasSize(4);
        for (int reader = 0; reader < 4; reader++) {
            assertThat(ingested.annotations().map(0, reader).orElseThrow().count(0)).isEqualTo(256 * 256);
        }
        assertThat(ingested.made().summary()).containsEntry(
                "passedOver", Map.of("reading of a chest X-ray", 283, "reading without images", 1034,
                        "file that is no DICOM", 1));
    }

    private Ingested ingest(String spec) {
        return Ingested.of(spec, temp, temp);
    }

    private String refusal(String spec) {
        return Refused.message(() -> ingest(spec));
    }

    private void slice(String name, String patient, String series, String sop, int z, int stored) throws IOException {
        int[] pixels = new int[25];
        Arrays.fill(pixels, stored);
        Path file = temp.resolve("ct").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, DicomBytes.ct(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
                .text(0x00100020, "LO", patient)
                .text(0x0020000e, "UI", series)
                .text(0x00080018, "UI", sop)
                .text(0x00200032, "DS", "0\\0\\" + z)
                .number(0x00280010, 5)
                .number(0x00280011, 5)
                .stored(pixels)
                .bytes());
    }

    /// The first reader outlined the inner nine pixels, the second found nothing.
    private void reading(String name, String series, String sop) throws IOException {
        StringBuilder edge = new StringBuilder();
        for (int side = 0; side < 4; side++) {
            for (int step = 0; step < 4; step++) {
                int x = side == 0 ? 1 + step : side == 1 ? 5 : side == 2 ? 5 - step : 1;
                int y = side == 0 ? 1 : side == 1 ? 1 + step : side == 2 ? 5 : 5 - step;
                edge.append("<edgeMap><xCoord>%d</xCoord><yCoord>%d</yCoord></edgeMap>".formatted(x, y));
            }
        }
        Files.createDirectories(temp.resolve("xml"));
        Files.writeString(temp.resolve("xml").resolve(name), """
                <LidcReadMessage xmlns="http://www.nih.gov">
                <ResponseHeader><SeriesInstanceUid>%s</SeriesInstanceUid></ResponseHeader>
                <readingSession><unblindedReadNodule><noduleID>A</noduleID>
                  <roi><imageZposition>0</imageZposition><imageSOP_UID>%s</imageSOP_UID>
                    <inclusion>TRUE</inclusion>%s</roi></unblindedReadNodule></readingSession>
                <readingSession/>
                </LidcReadMessage>
                """.formatted(series, sop, edge));
    }
}
