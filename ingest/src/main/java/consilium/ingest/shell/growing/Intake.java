package consilium.ingest.shell.growing;

import consilium.ingest.growing.DatasetDefinition;
import consilium.ingest.growing.HandedIn;
import consilium.ingest.growing.Snapshot.Image;
import consilium.ingest.growing.Withdrawal;
import consilium.ingest.shell.growing.Receipt.Outcome;
import consilium.kernel.artefact.ArraySink;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.event.Event;
import consilium.kernel.event.Event.DatasetGrown.Change;
import consilium.kernel.event.Event.DatasetGrown.Counting;
import consilium.kernel.event.Event.DatasetGrown.Touched;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.image.LabelMap;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import consilium.runtime.ledger.Originals;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where annotations become records, whichever door they came through: one record each, numbered without a gap, told in
/// the transaction that writes it. What is recorded already is not recorded again.
@ApplicationScoped
class Intake {

    /// The array of a label map's artefact.
    static final String LABELS = "labels";

    /// Of one event, with room for its envelope.
    private static final int MOST_TOLD = 6 << 20;

    private static final String LABEL_MAP = "label-map";

    private static final String IN_FORCE = """
            select r.version, r.labels, r.drawn, r.image from growing_record r
            left join growing_end e on e.dataset = r.dataset and e.ended = r.version
            where r.dataset = ?1 and r.kind = 'ANNOTATED' and r.annotator = ?2 and e.ended is null""";

    private final Sql sql;
    private final RecordedSets sets;
    private final ArtefactStore store;
    private final Ledger ledger;
    private final Originals originals;

    Intake(Sql sql, RecordedSets sets, ArtefactStore store, Ledger ledger, Originals originals) {
        this.sql = sql;
        this.sets = sets;
        this.store = store;
        this.ledger = ledger;
        this.originals = originals;
    }

    /// @return whether it is new
    /// @throws ProblemException `Conflict` when there is another of that name
    @Transactional
    boolean define(DatasetDefinition definition) {
        String text = Canonical.text(RecordFormat.write(definition));
        boolean fresh = sql.update(
                "insert into growing_set (name, definition, created) values (?1, ?2, ?3) on conflict (name) do nothing",
                definition.name(), text, now()) == 1;
        DatasetDefinition there = sets.set(definition.name()).definition();
        if (!there.equals(definition)) {
            throw new Problem.Conflict(definition.name(), "there is a data set " + definition.name()
                    + " with the classes " + there.classes() + ", the annotators " + there.annotators() + " and "
                    + (there.truth() ? "a" : "no") + " truth; choose another name").toException();
        }
        return fresh;
    }

    /// Records an annotation.
    ///
    /// @param id names the request, so that sending it again does nothing new
    /// @throws ProblemException `NotFound` for an unknown data set or image; `BadInput` for a drawing that does not fit and
    ///                          for somebody who may not annotate; `Conflict` for somebody who was withdrawn, when
    ///                          another annotation stands in place of the one it supersedes, and when the id was used for
    ///                          something else
    @Transactional
    Receipt accept(String dataset, String id, HandedIn submission) {
        LabelMap map = draw(sets.set(dataset), submission);
        Digest labels = keep(map);
        originals.keep(List.of(labels));
        SetRow set = sets.locked(dataset);
        Optional<Receipt> known = known(dataset, id, submission, labels);
        if (known.isPresent()) {
            return known.get();
        }
        requireMayAnnotate(set, submission.annotator());
        Optional<Standing> before = standing(dataset, submission.image(), submission.annotator());
        if (before.isPresent() && before.get().labels().equals(labels)) {
            return receipt(dataset, submission, before.get().version(), Outcome.DUPLICATE, labels, Optional.empty());
        }
        requireSuperseded(submission, before);
        if (before.isPresent() && before.get().newerThan(submission)) {
            return receipt(dataset, submission, before.get().version(), Outcome.STALE, labels, Optional.empty());
        }
        return record(set, id, submission, labels, before.map(Standing::version));
    }

    private LabelMap draw(SetRow set, HandedIn submission) {
        String dataset = set.definition().name();
        if (sql.rows(row -> row, "select id, case_id from growing_image where dataset = ?1 and id = ?2", dataset,
                submission.image()).isEmpty()) {
            throw new Problem.NotFound("image in data set " + dataset + ":", submission.image()).toException();
        }
        SetRow.Size size = set.requireSize();
        return submission.drawing().draw(
                "annotation of image " + submission.image() + " by " + submission.annotator(), size.width(),
                size.height(), set.definition().classes());
    }

    /// The map's artefact; a map that is there already is the same artefact.
    private Digest keep(LabelMap map) {
        ArtefactWriter artefact = new ArtefactWriter(store, LABEL_MAP, 1);
        try (ArraySink sink = artefact.array(LABELS, DType.UINT8, map.height(), map.width())) {
            sink.write(map.labels());
        }
        return artefact.commit();
    }

    private Optional<Receipt> known(String dataset, String id, HandedIn submission, Digest labels) {
        return sql.rows(row -> row, "select version, asked, supersedes from growing_record where dataset = ?1"
                + " and submission = ?2", dataset, id).stream().findFirst().map(row -> {
                    long version = number(row[0]);
                    if (!asked(submission, labels).hex().equals(row[1])) {
                        throw new Problem.Conflict(id, "the submission " + id + " is recorded as version " + version
                                + " of data set " + dataset
                                + ", and said something else; send this one under another id")
                                .toException();
                    }
                    return receipt(dataset, submission, version, Outcome.DUPLICATE, labels,
                            Optional.ofNullable((Number) row[2]).map(Number::longValue));
                });
    }

    private void requireMayAnnotate(SetRow set, String annotator) {
        String dataset = set.definition().name();
        if (!set.definition().admits(annotator)) {
            throw new Problem.BadInput("data set " + dataset, "annotator " + annotator,
                    "may not annotate it; those who may are " + String.join(", ", set.definition().annotators()))
                    .toException();
        }
        sql.rows(row -> row, "select version, received from growing_record where dataset = ?1"
                + " and kind = 'ANNOTATOR_WITHDRAWN' and annotator = ?2", dataset, annotator).stream().findFirst()
                .ifPresent(row -> {
                    throw new Problem.Conflict(annotator, "annotator " + annotator + " was withdrawn from data set "
                            + dataset + " at version " + row[0] + " and draws no more").toException();
                });
    }

    private static void requireSuperseded(HandedIn submission, Optional<Standing> before) {
        submission.supersedes().ifPresent(version -> {
            if (before.map(Standing::version).filter(version::equals).isEmpty()) {
                throw new Problem.Conflict(submission.image(), "supersedes version " + version + ", but "
                        + before.map(there -> "version " + there.version() + " counts").orElse("none counts")
                        + " of " + submission.annotator() + "'s annotations of image " + submission.image())
                        .toException();
            }
        });
    }

    /// An annotation that counts.
    private record Standing(long version, Digest labels, Optional<Instant> drawn) {

        boolean newerThan(HandedIn submission) {
            return drawn.isPresent()
                    && submission.drawn().isPresent()
                    && submission.drawn().get().isBefore(drawn.get());
        }
    }

    private Optional<Standing> standing(String dataset, String image, String annotator) {
        return sql.rows(row -> new Standing(number(row[0]), new Digest(String.valueOf(row[1])),
                Optional.ofNullable((Instant) row[2])), IN_FORCE + " and r.image = ?3", dataset, annotator, image)
                .stream().findFirst();
    }

    private Receipt record(SetRow set, String id, HandedIn submission, Digest labels, Optional<Long> before) {
        String dataset = set.definition().name();
        long version = next(set);
        RecordRow row = row(dataset, version, Change.ANNOTATED, submission.annotator(), id);
        row.image = submission.image();
        row.labels = labels.hex();
        row.labelMap = Canonical.digest(set.definition().classes()).hex();
        row.tool = submission.tool().orElse(null);
        row.toolId = submission.toolId().orElse(null);
        row.drawn = submission.drawn().orElse(null);
        row.supersedes = before.orElse(null);
        row.asked = asked(submission, labels).hex();
        row.persistAndFlush();
        before.ifPresent(ended -> end(dataset, ended, version));
        tell(dataset, version, Change.ANNOTATED, submission.annotator(), List.of(submission.image()));
        return receipt(dataset, submission, version, Outcome.ACCEPTED, labels, before);
    }

    /// Records that something no longer counts.
    ///
    /// @param id names the request, so that sending it again does nothing new
    /// @return the version of the record; of the first one, where it is withdrawn already
    /// @throws ProblemException `NotFound`; `Conflict` for an annotation that another one superseded
    @Transactional
    long withdraw(String dataset, String id, Withdrawal withdrawal) {
        SetRow set = sets.locked(dataset);
        return withdrawal.annotation()
                .map(annotation -> withdrawAnnotation(set, id, annotation, withdrawal.reason()))
                .orElseGet(() -> withdrawAnnotator(set, id, withdrawal.annotator().orElseThrow(), withdrawal.reason()));
    }

    private long withdrawAnnotation(SetRow set, String id, long annotation, Optional<String> reason) {
        String dataset = set.definition().name();
        @Nullable
        Object[] row = sql.rows(columns -> columns, """
                select r.image, r.annotator, e.by, b.kind from growing_record r
                left join growing_end e on e.dataset = r.dataset and e.ended = r.version
                left join growing_record b on b.dataset = e.dataset and b.version = e.by
                where r.dataset = ?1 and r.version = ?2 and r.kind = 'ANNOTATED'""", dataset, annotation).stream()
                .findFirst()
                .orElseThrow(() -> new Problem.NotFound("annotation in data set " + dataset + ": version",
                        Long.toString(annotation)).toException());
        if (row[2] != null) {
            if (Change.ANNOTATED.name().equals(row[3])) {
                throw new Problem.Conflict(Long.toString(annotation), "version " + annotation
                        + " no longer counts: version " + row[2] + " took its place; withdraw that one").toException();
            }
            return number(row[2]);
        }
        long version = next(set);
        String annotator = String.valueOf(row[1]);
        insertWithdrawal(dataset, version, Change.ANNOTATION_WITHDRAWN, String.valueOf(row[0]), annotator, annotation,
                reason, id);
        end(dataset, annotation, version);
        tell(dataset, version, Change.ANNOTATION_WITHDRAWN, annotator, List.of(String.valueOf(row[0])));
        return version;
    }

    private long withdrawAnnotator(SetRow set, String id, String annotator, Optional<String> reason) {
        String dataset = set.definition().name();
        Optional<Long> already = sql.rows(row -> number(row[0]), "select version, kind from growing_record where"
                + " dataset = ?1 and kind = 'ANNOTATOR_WITHDRAWN' and annotator = ?2", dataset, annotator).stream()
                .findFirst();
        if (already.isPresent()) {
            return already.get();
        }
        if (sql.rows(row -> row, "select version, kind from growing_record where dataset = ?1 and annotator = ?2"
                + " limit 1", dataset, annotator).isEmpty()) {
            throw new Problem.NotFound("annotator in data set " + dataset + ":", annotator).toException();
        }
        long version = next(set);
        List<@Nullable Object[]> standing = sql.rows(row -> row, IN_FORCE, dataset, annotator);
        insertWithdrawal(dataset, version, Change.ANNOTATOR_WITHDRAWN, null, annotator, null, reason, id);
        standing.forEach(row -> end(dataset, number(row[0]), version));
        tell(dataset, version, Change.ANNOTATOR_WITHDRAWN, annotator,
                standing.stream().map(row -> String.valueOf(row[3])).sorted().toList());
        return version;
    }

    private void insertWithdrawal(
            String dataset,
            long version,
            Change kind,
            @Nullable String image,
            String annotator,
            @Nullable Long withdraws,
            Optional<String> reason,
            String id) {
        RecordRow row = row(dataset, version, kind, annotator, id + "/" + version);
        row.image = image;
        row.withdraws = withdraws;
        row.reason = reason.orElse(null);
        row.asked = Digest.of(annotator + "/" + withdraws).hex();
        row.persistAndFlush();
    }

    private static RecordRow row(String dataset, long version, Change kind, String annotator, String submission) {
        RecordRow row = new RecordRow();
        row.dataset = dataset;
        row.version = version;
        row.kind = kind;
        row.annotator = annotator;
        row.received = now();
        row.submission = submission;
        return row;
    }

    private long next(SetRow set) {
        long version = set.version() + 1;
        sql.update("update growing_set set version = ?2 where name = ?1", set.definition().name(), version);
        return version;
    }

    private void end(String dataset, long ended, long by) {
        sql.update("insert into growing_end (dataset, ended, by) values (?1, ?2, ?3)", dataset, ended, by);
    }

    private void tell(String dataset, long version, Change change, String annotator, List<String> images) {
        List<Touched> touched = images.stream().map(image -> touched(dataset, version, image)).toList();
        Event grown = new Event.DatasetGrown(dataset, version, change, annotator, touched);
        requireFits(grown, images.size());
        ledger.announce(List.of(grown));
    }

    /// What the broker would not take is not recorded either.
    private static void requireFits(Event grown, int images) {
        int bytes = Canonical.bytes(RecordFormat.write(grown)).length;
        if (bytes > MOST_TOLD) {
            throw new Problem.TooLarge("what is to be told of " + images + " images", bytes + " bytes", MOST_TOLD
                    + " bytes; withdraw the annotations one by one").toException();
        }
    }

    private Touched touched(String dataset, long version, String image) {
        return new Touched(image, sets.at(dataset, version, Optional.of(image)).images().stream()
                .map(Image::annotations)
                .flatMap(List::stream)
                .map(given -> new Counting(given.annotator(), given.version(), given.labels()))
                .toList());
    }

    /// What counts of one annotator's annotations that were drawn with a tool.
    ///
    /// @param read takes the image and the version
    @Transactional
    <T> List<T> counting(String dataset, String annotator, String tool, Function<@Nullable Object[], T> read) {
        return sql.rows(read, """
                select r.image, r.version from growing_record r
                left join growing_end e on e.dataset = r.dataset and e.ended = r.version
                where r.dataset = ?1 and r.kind = 'ANNOTATED' and r.annotator = ?2 and r.tool = ?3 and e.ended is null
                order by r.version""", dataset, annotator, tool);
    }

    /// The first of the names that is an image's id.
    ///
    /// @throws ProblemException `NotFound` when none is
    @Transactional
    String imageId(String dataset, List<String> candidates) {
        List<String> known = sql.rows(row -> String.valueOf(row[0]),
                "select id, case_id from growing_image where dataset = ?1 and id in (?2)", dataset, candidates);
        return candidates.stream().filter(known::contains).findFirst().orElseThrow(() -> new Problem.NotFound(
                "image in data set " + dataset + ":", candidates.getFirst()).toException());
    }

    private static Digest asked(HandedIn submission, Digest labels) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("image", submission.image());
        asked.put("annotator", submission.annotator());
        asked.put("labels", labels.hex());
        return Canonical.digest(asked);
    }

    private static Receipt receipt(
            String dataset,
            HandedIn submission,
            long version,
            Outcome outcome,
            Digest labels,
            Optional<Long> supersedes) {
        return new Receipt(
                dataset, version, outcome, submission.image(), submission.annotator(), labels, supersedes);
    }

    private static long number(@Nullable Object column) {
        return ((Number) Objects.requireNonNull(column)).longValue();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
