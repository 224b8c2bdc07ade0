package consilium.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.ingest.source.Damage;
import consilium.ingest.source.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Real files; what is expected of them was computed with NumPy from the pixel bytes, without this reader.
class DicomRealDataTest {

    @ParameterizedTest
    @ValueSource(strings = {"MR_small", "MR_small_implicit", "MR_small_bigendian", "MR_small_expb", "MR_small_RLE",
            "MR_small_padded"})
    void oneImageInFourEncodingsIsOneImage(String name) {
        DicomFile file = file("pydicom_dicom/" + name + ".dcm");
        float[] values = file.values(0);

        assertThat(values).hasSize(64 * 64).containsExactly(file("pydicom_dicom/MR_small.dcm").values(0));
        assertThat(sum(values)).isEqualTo(2125338);
        assertThat(values[64 * 64 / 2 + 5]).isEqualTo(307);
        assertThat(file.header().modality()).isEqualTo("MR");
        assertThat(file.header().spacing()).contains(new DicomHeader.Spacing(0.3125, 0.3125));
    }

    @Test
    void aCtIsInHounsfieldUnits() {
        DicomFile file = file("pydicom_dicom/CT_small.dcm");
        float[] values = file.values(0);

        assertThat(sum(values)).isEqualTo(14826310 - 1024.0 * 128 * 128);
        assertThat(values[128 * 128 / 2 + 5]).isEqualTo(1291 - 1024);
        assertThat(file.header().plane().orElseThrow().distance()).isEqualTo(-75.699997, within(1e-9));
    }

    @Test
    void theLidcSliceIsTheOneItsAnnotationsName() {
        DicomFile file = file("lidc_dicom/LIDC-IDRI-0001_000001.dcm");
        DicomHeader header = file.header();
        float[] values = file.values(0);

        assertThat(header.patientId()).isEqualTo("LIDC-IDRI-0001");
        assertThat(header.seriesUid()).isEqualTo("1.3.6.1.4.1.14519.5.2.1.6279.6001.179049373636438705059720603192");
        assertThat(header.instanceNumber()).hasValue(80);
        assertThat(header.spacing()).contains(new DicomHeader.Spacing(0.703125, 0.703125));
        assertThat(header.plane().orElseThrow().distance()).isEqualTo(-207.5);
        assertThat(values).hasSize(512 * 512);
        assertThat(sum(values)).isEqualTo(44091279 - 1024.0 * 512 * 512);
    }

    @Test
    void dosesHaveFramesOfThirtyTwoBits() {
        DicomFile file = file("pydicom_dicom/rtdose.dcm");

        assertThat(file.header().frames()).isEqualTo(15);
        assertThat(sum(file.values(0))).isEqualTo(101378000);
        assertThat(file.values(14)).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "MR_truncated.dcm | : the file ends here, ",
            "JPEG2000.dcm     | transfer syntax 1.2.840.10008.1.2.4.91 (JPEG 2000) is not decoded here",
            "693_J2KI.dcm     | transfer syntax 1.2.840.10008.1.2.4.91 (JPEG 2000) is not decoded here",
            "rtstruct.dcm     | is no DICOM file",
    })
    void whatCannotBeReadIsRefused(String name, String why) {
        assertThat(Damage.refusal(
                RealData.source("pydicom_dicom/" + name), source -> DicomFile.open(source).values(0)))
                .contains(name).contains(why);
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static DicomFile file(String path) {
        return DicomFile.open(RealData.source(path));
    }
}
