package consilium.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.ingest.source.ByteSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class DicomSeriesTest {

    @Test
    void slicesFollowOneAnotherAlongTheNormal() {
        List<DicomSeries> series = DicomSeries.of(List.of(
                slice("a", "1.1", "3", "0\\0\\5"), slice("b", "1.2", "1", "0\\0\\-2.5"),
                slice("c", "1.3", "2", "0\\0\\10")));

        assertThat(series).hasSize(1);
        assertThat(series.getFirst().slices()).extracting(DicomFile::name).containsExactly("b", "a", "c");
        assertThat(series.getFirst().slice("1.3")).map(DicomFile::name).contains("c");
        assertThat(series.getFirst().slice("9.9")).isEmpty();
    }

    @Test
    void withoutAPlaneTheInstanceNumberCounts() {
        List<DicomSeries> series = DicomSeries.of(List.of(
                slice("a", "1.1", "3", ""), slice("b", "1.2", "1", ""), slice("c", "1.3", "2", "")));

        assertThat(series.getFirst().slices()).extracting(DicomFile::name).containsExactly("b", "c", "a");
    }

    @Test
    void anImageThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> DicomSeries.of(List.of(slice("a", "1.1", "1", ""), slice("b", "1.1", "2", ""))))
                .hasMessage("b: is the same image as a (SOPInstanceUID 1.1); each image may come once");
    }

    @Test
    void anImageOfAnotherSizeIsRefused() {
        DicomFile wide = open("wide", ct().text(0x00080018, "UI", "1.9").number(0x00280011, 4));

        assertThatThrownBy(() -> DicomSeries.of(List.of(slice("a", "1.1", "1", ""), wide)))
                .hasMessage("wide: has 4 x 3 pixels, its series begins with 2 x 3 in a");
    }

    @Test
    void seriesAreKeptApart() {
        DicomFile other = open("other", ct().text(0x0020000e, "UI", "1.2.1"));

        assertThat(DicomSeries.of(List.of(slice("a", "1.1", "1", ""), other)))
                .extracting(DicomSeries::uid).containsExactly("1.2.1", "1.2.2");
    }

    private static DicomFile slice(String name, String uid, String number, String position) {
        return open(name, ct().text(0x00080018, "UI", uid).text(0x00200013, "IS", number)
                .text(0x00200032, "DS", position));
    }

    private static DicomBytes ct() {
        return DicomBytes.ct(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private static DicomFile open(String name, DicomBytes bytes) {
        return DicomFile.open(ByteSource.of(name, bytes.bytes()));
    }
}
