package consilium.orchestrate.shell.standing;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.event.Event;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.recipe.Digest;
import consilium.orchestrate.standing.Agreement;
import consilium.orchestrate.standing.Assessment;
import consilium.orchestrate.standing.Assessment.Drifted;
import consilium.orchestrate.standing.Assessment.Sample;
import consilium.orchestrate.standing.StandingSpec;
import consilium.runtime.format.Trees;
import consilium.runtime.ledger.Originals;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Assesses the annotators after each fusion: an artefact, an event on the results topic, and an alarm for whoever has
/// drifted, once until they have come back.
@ApplicationScoped
class Assessments {

    private static final String KIND = "reliability";

    private static final String NEWEST = """
            select distinct on (image) image, seen, counts, state from standing_image
            where standing = ?1 and fusion = ?2 and state in ('FUSED', 'EMPTY') order by image, version desc""";

    private final Sql sql;
    private final ArtefactStore store;
    private final Ledger ledger;
    private final Originals originals;

    Assessments(Sql sql, ArtefactStore store, Ledger ledger, Originals originals) {
        this.sql = sql;
        this.store = store;
        this.ledger = ledger;
        this.originals = originals;
    }

    /// @param row     locked
    /// @param version up to which every change is fused
    /// @return the standing experiment as it is now
    @Transactional(Transactional.TxType.MANDATORY)
    StandingRow again(StandingRow row, long version) {
        Assessment assessment = new Assessment(samples(row), row.spec().drift());
        Digest artefact = artefact(row, version, assessment);
        if (!row.reliability().isEmpty()) {
            originals.release(new Digest(row.reliability()));
        }
        originals.keep(List.of(artefact));
        Optional<Double> agreement = agreement(assessment);
        boolean fell = row.fell() || fell(row, agreement);
        sql.update("update standing set reliability = ?2, fell = ?3 where name = ?1", row.name(), artefact.hex(), fell);
        agreement.ifPresent(
                value -> sql.update("update standing set agreement = ?2 where name = ?1", row.name(), value));
        List<Event> events = new ArrayList<>();
        events.add(new Event.AnnotatorsAssessed(
                row.name(), row.dataset(), version, artefact, agreement, assessment.rows()));
        events.addAll(alarms(row, version, assessment.drifted(), artefact));
        ledger.announce(events);
        return new StandingRow(
                row.spec(), row.active(), row.created(), row.lastRun(), row.lastRunAt(), agreement, fell,
                artefact.hex(), row.digest());
    }

    private static boolean fell(StandingRow row, Optional<Double> agreement) {
        return row.spec().trigger().agreementBelow()
                .filter(bound -> agreement.filter(now -> now < bound).isPresent())
                .filter(bound -> row.agreement().filter(before -> before < bound).isEmpty())
                .isPresent();
    }

    private static Optional<Double> agreement(Assessment assessment) {
        OptionalDouble agreement = assessment.agreement();
        return agreement.isPresent() ? Optional.of(agreement.getAsDouble()) : Optional.empty();
    }

    private List<Sample> samples(StandingRow row) {
        return sql.rows(Assessments::samples, NEWEST, row.name(), row.spec().consensusFusion()).stream()
                .flatMap(List::stream)
                .toList();
    }

    /// An image's annotators; none where only one annotated it.
    private static List<Sample> samples(@Nullable Object[] row) {
        List<?> seen = list(row[1]);
        if (seen.size() < 2 || !"FUSED".equals(row[3])) {
            return List.of();
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Object one : list(row[2])) {
            counts.put(text(one, "name"), Objects.requireNonNull(((Map<?, ?>) one).get("counts")));
        }
        List<Sample> samples = new ArrayList<>();
        for (Object one : seen) {
            String annotator = text(one, "annotator");
            samples.add(new Sample(
                    String.valueOf(row[0]), annotator, ((Number) field(one, "version")).longValue(),
                    Agreement.read(Objects.requireNonNull(counts.get(annotator)))));
        }
        return samples;
    }

    private static List<?> list(@Nullable Object text) {
        return (List<?>) Objects.requireNonNull(Trees.json(String.valueOf(text), "stored list"));
    }

    private static String text(Object map, String field) {
        return String.valueOf(field(map, field));
    }

    private static Object field(Object map, String field) {
        return Objects.requireNonNull(((Map<?, ?>) map).get(field));
    }

    private Digest artefact(StandingRow row, long version, Assessment assessment) {
        StandingSpec spec = row.spec();
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        table.put("standing", spec.name());
        table.put("dataset", row.dataset());
        table.put("version", version);
        table.put("agreement", agreement(assessment).orElse(null));
        table.put("annotators", assessment.rowsWithTrend());
        return new ArtefactWriter(store, KIND, 1).table("reliability.json", table).commit();
    }

    private List<Event> alarms(StandingRow row, long version, List<Drifted> drifted, Digest artefact) {
        List<String> names = drifted.stream().map(Drifted::annotator).toList();
        sql.rows(columns -> String.valueOf(columns[0]), "select annotator, version from standing_drift"
                + " where standing = ?1", row.name()).stream()
                .filter(known -> !names.contains(known))
                .forEach(back -> sql.update(
                        "delete from standing_drift where standing = ?1 and annotator = ?2", row.name(), back));
        return drifted.stream()
                .filter(one -> sql.update("insert into standing_drift (standing, annotator, version)"
                        + " values (?1, ?2, ?3) on conflict do nothing", row.name(), one.annotator(), version) == 1)
                .<Event>map(one -> alarm(row, version, one, artefact))
                .toList();
    }

    private static Event alarm(StandingRow row, long version, Drifted drifted, Digest artefact) {
        StandingSpec.Drift bound = row.spec().drift().orElseThrow();
        return new Event.AnnotatorDrifted(
                row.name(), row.dataset(), version, drifted.annotator(), drifted.before(), drifted.recent(),
                bound.bound(), bound.window(), artefact);
    }
}
