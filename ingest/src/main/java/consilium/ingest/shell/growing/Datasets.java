package consilium.ingest.shell.growing;

import consilium.ingest.growing.Snapshot;
import consilium.kernel.format.RecordFormat;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Questions about data sets that grow.
@ApplicationScoped
class Datasets {

    private final Sql sql;
    private final RecordedSets sets;

    Datasets(Sql sql, RecordedSets sets) {
        this.sql = sql;
        this.sets = sets;
    }

    /// A data set as it stands or stood.
    ///
    /// @param version     which is shown
    /// @param newest      the number of the last record
    /// @param images      registered, whenever that was
    /// @param annotated   images with an annotation that counts
    /// @param annotations that count
    /// @param annotators  one row per annotator whose annotations count: `annotator`, `annotations`
    public record View(
            String name,
            List<String> classes,
            boolean truth,
            Optional<String> size,
            String created,
            long version,
            long newest,
            int images,
            int annotated,
            int annotations,
            List<Map<String, Object>> annotators) {}

    /// @param truth whether its true label map is known
    public record ImageView(String id, String caseId, boolean truth) {}

    @Transactional
    List<View> list() {
        return sql.rows(row -> String.valueOf(row[0]), "select name, version from growing_set order by name").stream()
                .map(name -> view(name, Optional.empty()))
                .toList();
    }

    /// @param version absent: the newest
    /// @throws consilium.kernel.problem.ProblemException `NotFound`; `BadInput` for a version that is not there yet
    @Transactional
    View view(String dataset, Optional<Long> version) {
        SetRow set = sets.set(dataset);
        Snapshot snapshot = sets.at(dataset, version.orElse(set.version()), Optional.empty());
        Map<String, Integer> byAnnotator = new LinkedHashMap<>();
        snapshot.annotators().forEach(name -> byAnnotator.put(name, 0));
        snapshot.images().forEach(image -> image.annotations()
                .forEach(given -> byAnnotator.merge(given.annotator(), 1, Integer::sum)));
        return new View(
                dataset, set.definition().classes(), set.definition().truth(), set.size().map(SetRow.Size::toString),
                set.created().toString(), snapshot.version(), set.version(), registered(dataset),
                snapshot.images().size(), byAnnotator.values().stream().mapToInt(Integer::intValue).sum(),
                byAnnotator.entrySet().stream()
                        .map(entry -> Map.<String, Object>of(
                                "annotator", entry.getKey(), "annotations", entry.getValue()))
                        .toList());
    }

    private int registered(String dataset) {
        return sql.rows(row -> ((Number) Objects.requireNonNull(row[0])).intValue(),
                "select count(*), 0 from growing_image where dataset = ?1", dataset).getFirst();
    }

    /// In the order in which they were registered.
    @Transactional
    List<ImageView> images(String dataset, int limit, int offset) {
        sets.set(dataset);
        return sql.rows(row -> new ImageView(String.valueOf(row[0]), String.valueOf(row[1]), row[2] != null),
                "select id, case_id, truth from growing_image where dataset = ?1 order by position limit ?2 offset ?3",
                dataset, limit, offset);
    }

    /// The annotations that count at a version, image by image.
    @Transactional
    Map<String, Object> annotations(String dataset, Optional<Long> version, Optional<String> image) {
        Snapshot snapshot = sets.at(dataset, version.orElseGet(() -> sets.version(dataset)), image);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("dataset", dataset);
        view.put("version", snapshot.version());
        view.put("images", snapshot.records());
        return view;
    }

    /// Records in order, those after a version.
    @Transactional
    List<Map<String, @Nullable Object>> history(String dataset, long after, int limit) {
        sets.set(dataset);
        return sql.rows(RecordView::of, "select " + RecordView.COLUMNS + """
                 from growing_record r left join growing_end e on e.dataset = r.dataset and e.ended = r.version
                where r.dataset = ?1 and r.version > ?2 order by r.version limit ?3""", dataset, after, limit).stream()
                .map(RecordFormat::write)
                .toList();
    }
}
