package consilium.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.ingest.dicom.DicomHeader.PixelFormat;
import consilium.ingest.source.ByteSource;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DicomFileTest {

    @ParameterizedTest
    @EnumSource(names = {"IMPLICIT_LITTLE_ENDIAN", "EXPLICIT_LITTLE_ENDIAN", "DEFLATED_LITTLE_ENDIAN",
            "EXPLICIT_BIG_ENDIAN"})
    void everyEncodingReadsAlike(TransferSyntax syntax) {
        DicomFile file = open(DicomBytes.ct(syntax).stored(0, 1, 2, 3, -1, 1124));
        DicomHeader header = file.header();

        assertThat(file.values(0)).containsExactly(-1024, -1023, -1022, -1021, -1025, 100);
        assertThat(header.patientId()).isEqualTo("patient");
        assertThat(header.sopInstanceUid()).isEqualTo("1.2.3.1");
        assertThat(header.seriesUid()).isEqualTo("1.2.2");
        assertThat(header.studyUid()).isEqualTo("1.2.1");
        assertThat(header.instanceNumber()).hasValue(7);
        assertThat(header.spacing()).contains(new DicomHeader.Spacing(0.5, 0.75));
        assertThat(header.thickness()).hasValue(2.5);
        assertThat(header.plane().orElseThrow().position()).containsExactly(-10.0, -20.0, 30.5);
        assertThat(header.plane().orElseThrow().distance()).isEqualTo(30.5);
        assertThat(header.transferSyntax()).isEqualTo(syntax);
    }

    @ParameterizedTest
    @EnumSource(names = {"IMPLICIT_LITTLE_ENDIAN", "EXPLICIT_LITTLE_ENDIAN", "EXPLICIT_BIG_ENDIAN"})
    void whatStandsInSequencesIsPassedOver(TransferSyntax syntax) {
        DicomBytes bytes = DicomBytes.ct(syntax);

        DicomFile file = open(bytes.before(bytes.nestedSequence()).stored(0, 1, 2, 3, 4, 5));

        assertThat(file.header().rows()).isEqualTo(3);
        assertThat(file.values(0)).hasSize(6);
    }

    @Test
    void framesFollowOneAnother() {
        DicomFile file = open(explicit().text(0x00280008, "IS", "2")
                .stored(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1035));

        assertThat(file.values(1)).containsExactly(-1018, -1017, -1016, -1015, -1014, 11);
    }

    @Test
    void bitsBesidesThoseStoredDoNotCount() {
        DicomBytes bytes = explicit().number(0x00280101, 12).number(0x00280102, 11).text(0x00281052, "DS", "0");

        assertThat(open(bytes.stored(0xf001, 0x0fff, 0x0800, 0, 0, 0)).values(0))
                .containsExactly(1, -1, -2048, 0, 0, 0);
        assertThat(open(bytes.number(0x00280103, 0)).values(0)).containsExactly(1, 4095, 2048, 0, 0, 0);
    }

    @Test
    void theHighBitSaysWhereTheNumberLies() {
        assertThat(new PixelFormat(16, 12, 15, false).number(0x1234)).isEqualTo(0x123);
        assertThat(new PixelFormat(16, 12, 15, true).number((short) 0xfff7)).isEqualTo(-1);
        assertThat(new PixelFormat(32, 32, 31, false).number(-1)).isEqualTo(0xffffffffL);
        assertThat(new PixelFormat(8, 8, 7, false).number((byte) -1)).isEqualTo(255);
    }

    @Test
    void eightBitPixelsAreRead() {
        DicomFile file = open(explicit().number(0x00280100, 8).number(0x00280101, 8).number(0x00280102, 7)
                .number(0x00280103, 0).text(0x00281053, "DS", "2").pixels(new byte[] {0, 1, 2, 3, 4, -1}));

        assertThat(file.values(0)).containsExactly(-1024, -1022, -1020, -1018, -1016, -514);
    }

    @Test
    void monochrome1MirrorsBrightnessAndNotValues() {
        DicomFile file = open(explicit().text(0x00280004, "CS", "MONOCHROME1").number(0x00280103, 0)
                .number(0x00280101, 8).number(0x00280102, 7).text(0x00281052, "DS", "0")
                .stored(0, 1, 2, 3, 4, 255));

        assertThat(file.values(0)).containsExactly(0, 1, 2, 3, 4, 255);
        assertThat(file.brightness(0)).containsExactly(255, 254, 253, 252, 251, 0);
    }

    @Test
    void packedFramesAreUnpacked() {
        byte[] first = PackedFrame.of(new byte[] {0, 0, 0, 0, -1, 4}, new byte[] {0, 1, 2, 3, -1, 100});
        byte[] second = PackedFrame.of(new byte[6], new byte[] {9, 9, 9, 9, 9, 9});
        DicomFile file = open(DicomBytes.ct(TransferSyntax.RLE_LOSSLESS).text(0x00280008, "IS", "2")
                .frames(List.of(first, second)));

        assertThat(file.values(0)).containsExactly(-1024, -1023, -1022, -1021, -1025, 100);
        assertThat(file.values(1)).containsOnly(-1015);
    }

    @Property
    void packingAndUnpackingGiveTheSamePixels(
            @ForAll @Size(value = 6) byte[] high, @ForAll @Size(value = 6) byte[] low) {
        DicomFile file = open(DicomBytes.ct(TransferSyntax.RLE_LOSSLESS).text(0x00281052, "DS", "0")
                .frames(List.of(PackedFrame.of(high, low))));
        float[] values = file.values(0);

        for (int pixel = 0; pixel < 6; pixel++) {
            assertThat(values[pixel]).isEqualTo((float) (high[pixel] << 8 | low[pixel] & 0xff));
        }
    }

    private static DicomBytes explicit() {
        return DicomBytes.ct(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private static DicomFile open(DicomBytes bytes) {
        return DicomFile.open(ByteSource.of("test.dcm", bytes.bytes()));
    }
}
