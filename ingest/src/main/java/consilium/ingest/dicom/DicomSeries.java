package consilium.ingest.dicom;

import consilium.kernel.problem.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The files of one series in the order of the body.
///
/// They follow one another along the normal of their planes where every file knows its plane, else by instance number,
/// else by name; ties go to the instance number, then to the SOP instance UID.
///
/// @param uid    SeriesInstanceUID
/// @param slices in order; all of one size
public record DicomSeries(String uid, List<DicomFile> slices) {

    public DicomSeries {
        slices = List.copyOf(slices);
    }

    /// Groups files by series, in the order of the series' UIDs.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for an image that is there twice, or one whose size
    ///                                                   is not that of its series
    public static List<DicomSeries> of(Collection<DicomFile> files) {
        Map<String, List<DicomFile>> series = files.stream()
                .collect(Collectors.groupingBy(
                        file -> file.header().seriesUid(), TreeMap::new, Collectors.toList()));
        return series.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// The slice that annotations name by its SOPInstanceUID.
    public Optional<DicomFile> slice(String sopInstanceUid) {
        return slices.stream()
                .filter(slice -> slice.header().sopInstanceUid().equals(sopInstanceUid))
                .findFirst();
    }

    private static DicomSeries of(String uid, List<DicomFile> files) {
        checkDistinct(files);
        checkSizes(files);
        return new DicomSeries(uid, files.stream().sorted(order(files)).toList());
    }

    private static Comparator<DicomFile> order(List<DicomFile> files) {
        Comparator<DicomFile> byNumber = Comparator.comparingInt(
                file -> file.header().instanceNumber().orElse(Integer.MAX_VALUE));
        Comparator<DicomFile> last = byNumber
                .thenComparing(file -> file.header().sopInstanceUid());
        if (files.stream().allMatch(file -> file.header().plane().isPresent())) {
            Comparator<DicomFile> byPlane = Comparator.comparingDouble(
                    file -> file.header().plane().orElseThrow().distance());
            return byPlane.thenComparing(last);
        }
        return files.stream().allMatch(file -> file.header().instanceNumber().isPresent())
                ? last
                : Comparator.comparing(DicomFile::name).thenComparing(last);
    }

    private static void checkDistinct(List<DicomFile> files) {
        Map<String, DicomFile> known = new HashMap<>();
        for (DicomFile file : files) {
            DicomFile before = known.put(file.header().sopInstanceUid(), file);
            if (before != null) {
                throw new Problem.BadInput(
                        file.name(), "", "is the same image as " + before.name() + " (SOPInstanceUID "
                                + file.header().sopInstanceUid() + "); each image may come once")
                        .toException();
            }
        }
    }

    private static void checkSizes(List<DicomFile> files) {
        DicomFile first = files.getFirst();
        for (DicomFile file : files) {
            if (file.header().rows() != first.header().rows()
                    || file.header().columns() != first.header().columns()) {
                throw new Problem.BadInput(
                        file.name(), "", "has " + size(file) + " pixels, its series begins with " + size(first) + " in "
                                + first.name())
                        .toException();
            }
        }
    }

    private static String size(DicomFile file) {
        return file.header().columns() + " x " + file.header().rows();
    }
}
