package consilium.orchestrate.shell.standing;

import consilium.kernel.event.Event.DatasetGrown;
import consilium.kernel.event.Event.Mode;
import consilium.kernel.event.Event.StageFailed;
import consilium.kernel.event.Event.StepDone;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Canonical;
import consilium.orchestrate.ExperimentId;
import consilium.orchestrate.shell.FrontDoor;
import consilium.orchestrate.standing.ImagePlan;
import consilium.orchestrate.standing.StandingSpec;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// Drives standing experiments. A change of an image is planned once, in the transaction that hears of it; its fusion is
/// noted once, and a run begins once, under an id that its version gives it.
@ApplicationScoped
public class Standings {

    private static final Logger LOG = Logger.getLogger(Standings.class);

    /// Stands between a standing experiment's name and a version in the ids under which images are fused; no other
    /// experiment's id may have it.
    private static final String AT = "@";

    private static final Pattern MINE = Pattern.compile("(.+)" + AT + "([0-9]{1,18})");

    private static final String PLAN = """
            insert into standing_image (standing, version, image, fusion, step, state, seen)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing""";

    private static final String FUSED = """
            update standing_image set state = 'FUSED', outcome = ?4, labels = ?5, counts = ?6, recipe = ?7
            where standing = ?1 and version = ?2 and step = ?3 and state <> 'FUSED'""";

    private static final String FAILED = """
            update standing_image set state = 'FAILED', problem = ?4
            where standing = ?1 and version = ?2 and (step = ?3 or step like ?3 || '/%') and state = 'WAITING'""";

    private final Sql sql;
    private final Growth growth;
    private final Assessments assessments;
    private final FrontDoor door;
    private final Ledger ledger;

    Standings(Sql sql, Growth growth, Assessments assessments, FrontDoor door, Ledger ledger) {
        this.sql = sql;
        this.growth = growth;
        this.assessments = assessments;
        this.door = door;
        this.ledger = ledger;
    }

    /// Keeps the standing experiment, and fuses every image that was annotated before.
    ///
    /// @return whether it is new
    /// @throws consilium.kernel.problem.ProblemException `Conflict` when there is another of that name
    @Transactional
    public boolean create(StandingSpec spec) {
        growth.lock(spec.dataset().name());
        boolean fresh = sql.update("""
                insert into standing (name, dataset, spec, spec_digest, state, created)
                values (?1, ?2, ?3, ?4, 'ACTIVE', ?5) on conflict (name) do nothing""", spec.name(),
                spec.dataset().name(), Canonical.text(RecordFormat.write(spec)), spec.digest().hex(), now()) == 1;
        StandingRow row = locked(spec.name());
        if (!row.digest().equals(spec.digest().hex())) {
            throw new Problem.Conflict(spec.name(), "there is a standing experiment " + spec.name()
                    + " with another spec; choose another name").toException();
        }
        if (fresh) {
            catchUp(row);
        }
        return fresh;
    }

    /// No image is fused and no run begins until it is resumed; what was begun goes on.
    @Transactional
    public void pause(String name) {
        locked(name);
        sql.update("update standing set state = 'PAUSED' where name = ?1", name);
    }

    /// Fuses what changed in the meantime, each image once.
    @Transactional
    public void resume(String name) {
        growth.lock(known(name).dataset());
        sql.update("update standing set state = 'ACTIVE' where name = ?1", name);
        catchUp(locked(name));
    }

    private void catchUp(StandingRow row) {
        growth.newest(row.dataset()).forEach(change -> plan(row, change));
        consider(row);
    }

    /// A data set has grown: whoever stands by it fuses the images that changed.
    @Transactional
    void grown(DatasetGrown grown) {
        growth.lock(grown.dataset());
        if (!growth.hear(grown)) {
            return;
        }
        for (StandingRow row : active(grown.dataset())) {
            grown.images().forEach(image -> plan(row, Growth.change(grown, image)));
            consider(locked(row.name()));
        }
    }

    private void plan(StandingRow row, Growth.Change change) {
        String image = change.image().image();
        boolean empty = change.image().annotations().isEmpty();
        List<Object> seen = new ArrayList<>();
        change.image().annotations().forEach(counting -> seen.add(
                Map.of("annotator", counting.annotator(), "version", counting.version())));
        int fresh = 0;
        for (int fusion = 0; fusion < row.spec().fusions().size(); fusion++) {
            fresh += sql.update(PLAN, row.name(), change.version(), image, fusion, ImagePlan.step(image, fusion),
                    empty ? "EMPTY" : "WAITING", Canonical.text(seen));
        }
        if (fresh > 0 && !empty) {
            ledger.announce(List.of(new StepDone(
                    row.name() + AT + change.version(), Mode.REUSE, Optional.empty(),
                    Optional.of(ImagePlan.of(row.spec(), change.version(), image)), Map.of(),
                    row.spec().experiment().execution())));
        }
    }

    /// An image is fused: its annotators are assessed again, and the trigger is asked.
    @Transactional
    void fused(StepDone told) {
        told.done().ifPresent(done -> mine(told.experiment()).ifPresent(mine -> {
            StandingRow row = locked(mine.standing());
            Object agreement = done.summary().getOrDefault("agreement", List.of());
            int changed = sql.update(FUSED, mine.standing(), mine.version(), done.step(), done.outcome().name(),
                    String.valueOf(done.outputs().get("labels")), Canonical.text(agreement), done.recipe().hex());
            if (changed > 0) {
                boolean consensus = done.step().endsWith("/fuse-" + row.spec().consensusFusion());
                consider(consensus ? assessments.again(row, settled(row)) : row);
            }
        }));
    }

    @Transactional
    void failed(StageFailed failure) {
        mine(failure.experiment()).ifPresent(mine -> {
            StandingRow row = locked(mine.standing());
            sql.update(FAILED, mine.standing(), mine.version(), failure.step(), failure.problem().detail());
            LOG.warnf("%s: %s cannot be fused: %s", mine.standing(), failure.step(), failure.problem().detail());
            consider(row);
        });
    }

    /// Asks every trigger again: some only have to wait.
    @Transactional
    void tick() {
        sql.rows(row -> String.valueOf(row[0]), "select name, 0 from standing where state = 'ACTIVE' order by name")
                .forEach(name -> consider(locked(name)));
    }

    private void consider(StandingRow row) {
        long version = settled(row);
        if (!row.active() || version <= row.lastRun()) {
            return;
        }
        long annotations = growth.annotations(row.dataset(), row.lastRun(), version);
        Optional<Long> since = row.lastRunAt().map(last -> Duration.between(last, Instant.now()).toSeconds());
        row.spec().trigger().why(annotations, row.fell(), since).ifPresent(why -> run(row, version, why, annotations));
    }

    /// Every change up to this version is fused, or cannot be.
    private long settled(StandingRow row) {
        long known = growth.known(row.dataset());
        return sql.rows(columns -> ((Number) Objects.requireNonNull(columns[0])).longValue(),
                "select coalesce(min(version) - 1, ?2), 0 from standing_image where standing = ?1 and state = 'WAITING'"
                        + " and version <= ?2",
                row.name(), known).getFirst();
    }

    private void run(StandingRow row, long version, String why, long annotations) {
        ExperimentId id = new ExperimentId(row.name() + "-v" + version);
        door.submit(id, row.spec().at(version), Optional.empty());
        sql.update("insert into standing_run (standing, version, experiment, why, annotations, started)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6)", row.name(), version, id.text(), why, annotations, now());
        sql.update("update standing set last_run = ?2, last_run_at = ?3, fell = false where name = ?1", row.name(),
                version, now());
        LOG.infof("%s runs version %d of %s: %s", row.name(), version, row.dataset(), why);
    }

    /// Whose image an id under which images are fused is about.
    private record Mine(String standing, long version) {}

    private static Optional<Mine> mine(String experiment) {
        Matcher matcher = MINE.matcher(experiment);
        return matcher.matches()
                ? Optional.of(new Mine(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    private List<StandingRow> active(String dataset) {
        return sql.rows(StandingRow::of, "select " + StandingRow.COLUMNS
                + " from standing where dataset = ?1 and state = 'ACTIVE' order by name for update", dataset);
    }

    /// Nobody else changes it until the transaction ends.
    private StandingRow locked(String name) {
        return one(name, " for update");
    }

    /// @throws consilium.kernel.problem.ProblemException `NotFound`
    @Transactional
    StandingRow known(String name) {
        return one(name, "");
    }

    private StandingRow one(String name, String lock) {
        return sql
                .rows(StandingRow::of, "select " + StandingRow.COLUMNS + " from standing where name = ?1" + lock, name)
                .stream()
                .findFirst()
                .orElseThrow(() -> new Problem.NotFound("standing experiment", name).toException());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
