package consilium.ingest.lidc;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedSet;

/// One file of the collection: what every reader of one series marked.
///
/// Every reader looked at the whole series: a slice without a contour of theirs is one on which they found nothing,
/// not one they did not see.
///
/// @param file      where it was read from, for messages
/// @param seriesUid SeriesInstanceUID of the images
/// @param sessions  one per reader; readers are anonymous, and the first of one file is not the first of another
public record LidcReading(
        String file, Modality modality, String seriesUid, String studyUid, List<Session> sessions) {

    public LidcReading {
        sessions = List.copyOf(sessions);
    }

    /// What was read: a CT series, or a chest X-ray of the same patient.
    public enum Modality {
        CT,
        CHEST_XRAY
    }

    /// SOPInstanceUIDs of the slices on which at least one reader drew a contour, from the lowest z up.
    public SequencedSet<String> contouredSlices() {
        return sessions.stream()
                .flatMap(session -> session.nodules().stream())
                .filter(Nodule::contoured)
                .flatMap(nodule -> nodule.regions().stream())
                .sorted(Comparator.comparingDouble((Region region) -> region.z().orElse(0))
                        .thenComparing(Region::sopInstanceUid))
                .map(Region::sopInstanceUid)
                .collect(LinkedHashSet::new, LinkedHashSet::add, LinkedHashSet::addAll);
    }

    /// One reader's marks.
    ///
    /// @param number     1 for the file's first
    /// @param nonNodules how many things of 3 mm or more were marked as something else than a nodule
    public record Session(int number, List<Nodule> nodules, int nonNodules) {
        public Session {
            nodules = List.copyOf(nodules);
        }

        /// The annotator's name within this series, such as `reader1`.
        public String annotator() {
            return "reader" + number;
        }
    }

    /// What one reader took for one nodule.
    ///
    /// @param id              as the reader's tool named it; says nothing of the other readers' nodules
    /// @param characteristics ratings such as `malignancy`, each 1 to 6; empty below 3 mm
    public record Nodule(String id, Map<String, Integer> characteristics, List<Region> regions) {
        public Nodule {
            characteristics = Map.copyOf(characteristics);
            regions = List.copyOf(regions);
        }

        /// Whether it was outlined, as those of 3 mm or more are, and not only pointed at.
        public boolean contoured() {
            return regions.stream().anyMatch(region -> region.edge().size() > 1);
        }
    }

    /// A nodule, or a hole in it, on one slice.
    ///
    /// @param z         of the slice in millimetres; absent for X-rays
    /// @param inclusion false for a hole
    public record Region(OptionalDouble z, String sopInstanceUid, boolean inclusion, Edge edge) {}
}
