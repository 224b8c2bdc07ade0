package consilium.ingest;

import consilium.ingest.Skips.Skip;
import consilium.ingest.lidc.LidcMasks;
import consilium.ingest.lidc.LidcReading;
import consilium.ingest.lidc.LidcXml;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.spec.DatasetSpec.Dicom.LidcReadings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What radiologists drew, by the SeriesInstanceUID of the images. A reading of a series that is not there is as if it were
/// not there.
///
/// @param passedOver readings that are not used, by why
record SeriesReadings(Map<String, LidcReading> bySeries, SortedMap<String, Integer> passedOver) {

    static SeriesReadings none() {
        return new SeriesReadings(Map.of(), new TreeMap<>());
    }

    static boolean isOne(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".xml");
    }

    static SeriesReadings read(Path path, LidcReadings spec, Set<String> series, Skips skips) {
        Map<String, LidcReading> bySeries = new HashMap<>();
        SortedMap<String, Integer> passedOver = new TreeMap<>();
        try (SourceTree tree = SourceTree.open(path, SeriesReadings::isOne)) {
            tree.files().forEach((name, source) -> {
                try {
                    LidcReading reading = LidcXml.read(source);
                    if (reading.modality() == LidcReading.Modality.CHEST_XRAY) {
                        passedOver.merge("reading of a chest X-ray", 1, Integer::sum);
                    } else if (!series.contains(reading.seriesUid())) {
                        passedOver.merge("reading without images", 1, Integer::sum);
                    } else if (!add(bySeries, reading, spec)) {
                        passedOver.merge("reading that repeats another", 1, Integer::sum);
                    }
                } catch (ProblemException e) {
                    skips.add(new Skip(name, "reading", e));
                }
            });
        }
        return new SeriesReadings(bySeries, passedOver);
    }

    /// The collection itself holds some files several times, under other names.
    ///
    /// @return false when the file repeats another
    private static boolean add(Map<String, LidcReading> bySeries, LidcReading reading, LidcReadings spec) {
        if (reading.sessions().size() > spec.readers()) {
            throw Refusal.of(reading.file(), "holds " + reading.sessions().size()
                    + " reading sessions, the spec's readers says at most " + spec.readers());
        }
        LidcReading other = bySeries.putIfAbsent(reading.seriesUid(), reading);
        if (other != null && !other.sessions().equals(reading.sessions())) {
            throw Refusal.of(reading.file(), "is of the same series as " + other.file() + " ("
                    + reading.seriesUid() + ") and says something else; a series has one reading");
        }
        return other == null;
    }

    boolean looked(String series, int reader) {
        LidcReading reading = bySeries.get(series);
        return reading != null && reader < reading.sessions().size();
    }

    boolean marked(String series, int reader, String sopInstanceUid) {
        LidcReading reading = bySeries.get(series);
        return reading != null && reader < reading.sessions().size()
                && reading.sessions().get(reader).nodules().stream()
                        .flatMap(nodule -> nodule.regions().stream())
                        .anyMatch(region -> region.sopInstanceUid().equals(sopInstanceUid));
    }

    LabelMap draw(String series, int reader, String sopInstanceUid, int width, int height) {
        LidcReading reading = Objects.requireNonNull(bySeries.get(series));
        return LidcMasks.draw(reading, reading.sessions().get(reader), sopInstanceUid, width, height);
    }
}
