package consilium.ingest.lidc;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import consilium.kernel.image.LabelMap;
import org.junit.jupiter.api.Test;

class LidcMasksTest {

    @Test
    void aNoduleIsWhatItsEdgeEnclosesAndAHoleGoesWithItsEdge() {
        LidcReading reading = LidcXmlTest.read(LidcXmlTest.READING);

        LabelMap mask = LidcMasks.draw(reading, reading.sessions().get(0), "1.2.3.9", 8, 8);

        assertThat(mask).hasToString("""
                LabelMap 8 x 8
                ........
                ........
                ..11111.
                ..1...1.
                ..1...1.
                ..1...1.
                ..11111.
                ........""");
    }

    @Test
    void aNoduleThatWasOnlyPointedAtHasNoPixels() {
        LidcReading reading = LidcXmlTest.read(LidcXmlTest.READING);

        assertThat(LidcMasks.draw(reading, reading.sessions().get(0), "1.2.3.8", 8, 8))
                .isEqualTo(LabelMap.background(8, 8));
    }

    @Test
    void aReaderWhoFoundNothingHasABlankMap() {
        LidcReading reading = LidcXmlTest.read(LidcXmlTest.READING);

        assertThat(LidcMasks.draw(reading, reading.sessions().get(1), "1.2.3.9", 8, 8))
                .isEqualTo(LabelMap.background(8, 8));
    }

    @Test
    void anEdgeOutsideTheImageIsRefused() {
        LidcReading reading = LidcXmlTest.read(LidcXmlTest.READING);

        assertThat(Damage.refusal(
                ByteSource.of("", new byte[0]),
                source -> LidcMasks.draw(reading, reading.sessions().get(0), "1.2.3.9", 6, 6)))
                .isEqualTo(
                        "test.xml at reader1 on image 1.2.3.9: the edge reaches from (2, 2) to (8, 8) and must lie in"
                                + " an image of 6 x 6 pixels");
    }
}
