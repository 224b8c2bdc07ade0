package consilium.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DicomRefusalTest {

    @Test
    void anotherKindOfFile() {
        assertThat(refusal(new byte[200]))
                .isEqualTo(
                        "test.dcm at byte 128: is no DICOM file; DICM must stand here after a preamble of 128 bytes");
        assertThat(refusal(new byte[0])).contains("is no DICOM file");
    }

    @Test
    void anEncodingThatIsNotDecoded() {
        assertThat(refusal(claiming("1.2.840.10008.1.2.4.90")))
                .matches(
                        "test.dcm at byte \\d+: transfer syntax 1.2.840.10008.1.2.4.90 \\(JPEG 2000 \\(Lossless Only\\)\\)"
                                + " is not decoded here; store the images uncompressed or with RLE, for example as"
                                + " 1.2.840.10008.1.2.1 \\(Explicit VR Little Endian\\)");
    }

    @Test
    void anEncodingThatNobodyKnows() {
        assertThat(refusal(claiming("1.2.3"))).contains("transfer syntax \"1.2.3\" is not known");
    }

    @Test
    void aMissingAttribute() {
        assertThat(refusal(ct().without(0x00280010)))
                .isEqualTo("test.dcm at header: ROWS (0028,0010) is missing");
    }

    @Test
    void noPixels() {
        byte[] whole = ct().bytes();
        byte[] without = Arrays.copyOf(whole, whole.length - 12);

        assertThat(refusal(without)).contains("holds no pixels (7FE0,0010); an image is needed, its modality is CT");
    }

    @Test
    void colour() {
        assertThat(refusal(ct().number(0x00280002, 3)))
                .isEqualTo("test.dcm at header: SAMPLES_PER_PIXEL (0028,0002) must be 1, was 3; colour is not read");
        assertThat(refusal(ct().text(0x00280004, "CS", "PALETTE COLOR")))
                .isEqualTo("test.dcm at header: PHOTOMETRIC_INTERPRETATION (0028,0004) must be MONOCHROME1 or"
                        + " MONOCHROME2, was PALETTE COLOR");
    }

    @Test
    void bitsThatCannotBe() {
        assertThat(refusal(ct().number(0x00280101, 17)))
                .contains("bits stored must be 1 to 16, was 17");
        assertThat(refusal(ct().number(0x00280100, 12)))
                .contains("bits allocated must be 8, 16 or 32, was 12");
    }

    @Test
    void aRescaleThatIsNotFinite() {
        assertThat(refusal(ct().text(0x00281053, "DS", "NaN")))
                .isEqualTo("test.dcm at header: RESCALE_SLOPE (0028,1053) must be finite, was \"NaN\"");
        assertThat(refusal(ct().text(0x00281052, "DS", "much")))
                .isEqualTo("test.dcm at header: RESCALE_INTERCEPT (0028,1052) must be a number, was \"much\"");
    }

    @Test
    void fewerPixelsThanTheHeaderClaims() {
        assertThat(refusal(ct().number(0x00280010, 60000).stored(1, 2)))
                .endsWith("the pixels must take 240000 bytes (60000 rows of 2, 16 bits, 1 frames), were 4");
    }

    @Test
    void pixelsCutShort() {
        byte[] whole = ct().stored(0, 1, 2, 3, 4, 5).bytes();

        assertThat(refusal(Arrays.copyOf(whole, whole.length - 3)))
                .isEqualTo("test.dcm at byte " + (whole.length - 3)
                        + ": the file ends here, 3 bytes before it should; it is cut short");
    }

    @Test
    void aPackedFrameThatCannotHoldThePixels() {
        byte[] frame = PackedFrame.of(new byte[6], new byte[6]);
        DicomBytes bytes = DicomBytes.ct(TransferSyntax.RLE_LOSSLESS).frames(List.of(frame));

        assertThat(refusal(bytes.number(0x00280010, 65535).number(0x00280011, 65535)))
                .contains("takes more than 2 GiB");
        assertThat(refusal(bytes.number(0x00280010, 16000).number(0x00280011, 16000)))
                .contains("an RLE frame of 68 bytes cannot hold 256000000 pixels");
        assertThat(refusal(bytes.number(0x00280010, 4).number(0x00280011, 4)))
                .contains("an RLE segment ends before all its pixels are there");
    }

    @Test
    void aSequenceWithoutItsEnd() {
        DicomBytes bytes = ct();
        byte[] sequence = bytes.nestedSequence();

        assertThat(refusal(bytes.before(Arrays.copyOf(sequence, sequence.length - 8))))
                .contains("an item (FFFE,E000) or the end of the sequence must stand here, was (7FE0,0010)");
    }

    @Test
    void sequencesNestedWithoutEnd() {
        DicomBytes bytes = ct();
        byte[] opening = Arrays.copyOf(bytes.nestedSequence(), 20);
        byte[] many = new byte[20 * 100_000];
        for (int index = 0; index < many.length; index++) {
            many[index] = opening[index % 20];
        }

        assertThat(refusal(bytes.before(many))).contains("sequences are nested more than 64 deep");
    }

    private static DicomBytes ct() {
        return DicomBytes.ct(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private static byte[] claiming(String syntax) {
        return DicomBytes.ct(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, syntax).stored(0, 1, 2, 3, 4, 5).bytes();
    }

    private static String refusal(DicomBytes bytes) {
        return refusal(bytes.bytes());
    }

    private static String refusal(byte[] bytes) {
        return Damage.refusal(ByteSource.of("test.dcm", bytes), source -> DicomFile.open(source).values(0));
    }
}
