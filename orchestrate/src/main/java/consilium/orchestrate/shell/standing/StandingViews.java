package consilium.orchestrate.shell.standing;

import consilium.kernel.format.RecordFormat;
import consilium.runtime.format.Trees;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Questions about standing experiments.
@ApplicationScoped
class StandingViews {

    private final Sql sql;
    private final Standings standings;
    private final Growth growth;

    StandingViews(Sql sql, Standings standings, Growth growth) {
        this.sql = sql;
        this.standings = standings;
        this.growth = growth;
    }

    @Transactional
    List<Map<String, @Nullable Object>> list() {
        return sql.rows(row -> String.valueOf(row[0]), "select name, 0 from standing order by name").stream()
                .map(name -> brief(standings.known(name)))
                .toList();
    }

    /// With its spec, its runs and whoever has drifted.
    @Transactional
    Map<String, @Nullable Object> view(String name) {
        StandingRow row = standings.known(name);
        Map<String, @Nullable Object> view = brief(row);
        view.put("drifted", sql.rows(columns -> String.valueOf(columns[0]),
                "select annotator, version from standing_drift where standing = ?1 order by annotator", name));
        view.put("runs", sql.rows(StandingViews::run, "select version, experiment, why, annotations, started"
                + " from standing_run where standing = ?1 order by version", name));
        view.put("spec", RecordFormat.write(row.spec()));
        return view;
    }

    private Map<String, @Nullable Object> brief(StandingRow row) {
        Map<String, Long> images = new LinkedHashMap<>();
        sql.rows(columns -> Map.entry(String.valueOf(columns[0]).toLowerCase(Locale.ROOT),
                ((Number) Objects.requireNonNull(columns[1])).longValue()),
                "select state, count(*) from standing_image where standing = ?1 group by state order by state",
                row.name()).forEach(entry -> images.put(entry.getKey(), entry.getValue()));
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", row.name());
        view.put("dataset", row.dataset());
        view.put("state", row.active() ? "active" : "paused");
        view.put("created", row.created().toString());
        view.put("version", growth.known(row.dataset()));
        view.put("lastRun", row.lastRun());
        view.put("lastRunAt", row.lastRunAt().map(Instant::toString).orElse(null));
        view.put("agreement", row.agreement().orElse(null));
        view.put("reliability", row.reliability().isEmpty() ? null : row.reliability());
        view.put("fusions", images);
        return view;
    }

    private static Map<String, Object> run(@Nullable Object[] columns) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("version", Objects.requireNonNull(columns[0]));
        run.put("experiment", Objects.requireNonNull(columns[1]));
        run.put("why", Objects.requireNonNull(columns[2]));
        run.put("annotations", Objects.requireNonNull(columns[3]));
        run.put("started", String.valueOf(columns[4]));
        return run;
    }

    /// Which images were fused at which version, in order: `version`, `change`, `annotator`, `image`, `annotations`,
    /// `state`, `outcome`, `labels`.
    ///
    /// @param after version that the list goes on after
    @Transactional
    List<Map<String, Object>> fusions(String name, long after, int limit) {
        StandingRow row = standings.known(name);
        return sql.rows(StandingViews::fusion, """
                select i.version, coalesce(g.change, ''), coalesce(g.annotator, ''), i.image, i.fusion, i.seen, i.state,
                i.outcome, i.labels, i.problem from standing_image i
                left join heard_growth g on g.dataset = ?2 and g.version = i.version
                where i.standing = ?1 and i.version > ?3 order by i.version, i.image, i.fusion limit ?4""", name,
                row.dataset(), after, limit);
    }

    private static Map<String, Object> fusion(@Nullable Object[] columns) {
        Map<String, Object> fusion = new LinkedHashMap<>();
        fusion.put("version", Objects.requireNonNull(columns[0]));
        fusion.put("change", label(columns[1]));
        fusion.put("annotator", String.valueOf(columns[2]));
        fusion.put("image", String.valueOf(columns[3]));
        fusion.put("fusion", Objects.requireNonNull(columns[4]));
        fusion.put("annotations", Objects.requireNonNull(Trees.json(String.valueOf(columns[5]), "stored list")));
        fusion.put("state", label(columns[6]));
        optional(columns[7]).ifPresent(outcome -> fusion.put("outcome", label(outcome)));
        optional(columns[8]).ifPresent(labels -> fusion.put("labels", labels));
        optional(columns[9]).ifPresent(problem -> fusion.put("problem", problem));
        return fusion;
    }

    private static Optional<String> optional(@Nullable Object column) {
        return Optional.of(String.valueOf(column)).filter(text -> !text.isEmpty());
    }

    private static String label(@Nullable Object constant) {
        return String.valueOf(constant).toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
