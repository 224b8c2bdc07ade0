package consilium.ingest.shell.growing;

import consilium.ingest.growing.GrowingSets;
import consilium.ingest.growing.Snapshot;
import consilium.ingest.growing.Snapshot.Annotation;
import consilium.ingest.growing.Snapshot.Image;
import consilium.ingest.growing.Snapshot.Place;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The records in PostgreSQL, the pixels in the store.
@ApplicationScoped
class RecordedSets implements GrowingSets {

    private static final int OPEN = 8;

    private static final String COUNTING = """
            select i.id, i.case_id, i.pixels, i.pixels_index, i.truth, i.truth_index, r.annotator, r.version, r.labels
            from growing_record r join growing_image i on i.dataset = r.dataset and i.id = r.image
            left join growing_end e on e.dataset = r.dataset and e.ended = r.version and e.by <= ?2
            where r.dataset = ?1 and r.kind = 'ANNOTATED' and r.version <= ?2 and e.ended is null %s
            order by i.position, r.annotator""";

    private final Sql sql;
    private final ArtefactStore store;
    private final Recent<ImageSet> images = new Recent<>();
    private final Recent<TruthSet> truths = new Recent<>();

    RecordedSets(Sql sql, ArtefactStore store) {
        this.sql = sql;
        this.store = store;
    }

    @Override
    @Transactional
    public Snapshot at(String dataset, long version, Optional<String> image) {
        SetRow set = set(dataset);
        if (version > set.version()) {
            throw new Problem.BadInput("data set " + dataset, "version " + version,
                    "is not there yet; the newest is " + set.version()).toException();
        }
        List<@Nullable Object[]> rows = image.isPresent()
                ? sql.rows(row -> row, COUNTING.formatted("and r.image = ?3"), dataset, version, image.get())
                : sql.rows(row -> row, COUNTING.formatted(""), dataset, version);
        return new Snapshot(set.definition(), version, images(rows));
    }

    @Override
    @Transactional
    public long version(String dataset) {
        return set(dataset).version();
    }

    /// @throws consilium.kernel.problem.ProblemException `NotFound`
    @Transactional
    SetRow set(String dataset) {
        return one(dataset, "");
    }

    /// Waits until nobody else adds a record; then nobody else does until the transaction ends.
    @Transactional(Transactional.TxType.MANDATORY)
    SetRow locked(String dataset) {
        return one(dataset, " for update");
    }

    private SetRow one(String dataset, String lock) {
        return sql.rows(SetRow::of, "select " + SetRow.COLUMNS + " from growing_set where name = ?1" + lock, dataset)
                .stream()
                .findFirst()
                .orElseThrow(() -> new Problem.NotFound("data set", dataset).toException());
    }

    private static List<Image> images(List<@Nullable Object[]> rows) {
        Map<String, Image> images = new LinkedHashMap<>();
        for (@Nullable
        Object[] row : rows) {
            Annotation annotation = new Annotation(
                    String.valueOf(row[6]), ((Number) Objects.requireNonNull(row[7])).longValue(),
                    new Digest(String.valueOf(row[8])));
            images.merge(String.valueOf(row[0]), image(row, annotation), RecordedSets::together);
        }
        return List.copyOf(images.values());
    }

    private static Image image(@Nullable Object[] row, Annotation annotation) {
        Optional<Place> truth = row[4] == null ? Optional.empty() : Optional.of(place(row[4], row[5]));
        return new Image(
                String.valueOf(row[0]), String.valueOf(row[1]), place(row[2], row[3]), truth, List.of(annotation));
    }

    private static Image together(Image image, Image more) {
        List<Annotation> annotations = new ArrayList<>(image.annotations());
        annotations.addAll(more.annotations());
        return new Image(image.id(), image.caseId(), image.pixels(), image.truth(), annotations);
    }

    private static Place place(@Nullable Object artefact, @Nullable Object index) {
        return new Place(
                new Digest(String.valueOf(artefact)), ((Number) Objects.requireNonNull(index)).intValue());
    }

    @Override
    public Pixels image(Place place) {
        ImageSet set = images.get(place.artefact(), digest -> ImageSet.of(store.artefact(digest)));
        return new Pixels(set.channels(), set.height(), set.width(), set.image(place.index()));
    }

    @Override
    public LabelMap truth(Place place) {
        return truths.get(place.artefact(), digest -> TruthSet.of(store.artefact(digest))).map(place.index());
    }

    @Override
    public LabelMap labels(Digest artefact) {
        NdArray labels = store.artefact(artefact).array(Intake.LABELS);
        return new LabelMap(labels.extent(1), labels.extent(0), labels.bytes(0, (int) labels.size()));
    }

    /// Opening an artefact reads all of it, so the last few stay open.
    private static final class Recent<T> {

        private final Map<Digest, T> open = new LinkedHashMap<>(OPEN, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Digest, T> eldest) {
                return size() > OPEN;
            }
        };

        synchronized T get(Digest digest, Function<Digest, T> opened) {
            T known = open.get(digest);
            if (known == null) {
                known = opened.apply(digest);
                open.put(digest, known);
            }
            return known;
        }
    }
}
