package consilium.orchestrate.shell.standing;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.DatasetGrown;
import consilium.kernel.event.Event.DatasetGrown.Touched;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.recipe.Canonical;
import consilium.runtime.format.Trees;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What was heard of the data sets that grow, each version once. Events may come in any order: how far everything is known
/// is where the first gap is.
@ApplicationScoped
class Growth {

    private static final String HEAR = """
            insert into heard_growth (dataset, version, change, annotator, images, heard)
            values (?1, ?2, ?3, ?4, ?5, clock_timestamp()) on conflict (dataset, version) do nothing""";

    /// The last version before the first gap.
    private static final String KNOWN = """
            select coalesce(min(g.version), 0), 0 from heard_growth g where g.dataset = ?1 and not exists
            (select 1 from heard_growth n where n.dataset = g.dataset and n.version = g.version + 1)""";

    private final Sql sql;

    Growth(Sql sql) {
        this.sql = sql;
    }

    /// An image and the version at which its annotations last changed.
    record Change(long version, Touched image) {}

    /// Waits until nobody else plans for the data set; then nobody else does until the transaction ends.
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(String dataset) {
        sql.update("insert into heard_set (dataset) values (?1) on conflict do nothing", dataset);
        sql.rows(row -> row, "select dataset, 0 from heard_set where dataset = ?1 for update", dataset);
    }

    /// @return whether it is new
    @Transactional(Transactional.TxType.MANDATORY)
    boolean hear(DatasetGrown grown) {
        List<Object> images = new ArrayList<>();
        grown.images().forEach(image -> images.add(RecordFormat.write(image)));
        return sql.update(HEAR, grown.dataset(), grown.version(), grown.change().name(), grown.annotator(),
                Canonical.text(images)) == 1;
    }

    /// Every version up to this one was heard.
    @Transactional
    long known(String dataset) {
        return sql.rows(row -> ((Number) Objects.requireNonNull(row[0])).longValue(), KNOWN, dataset).getFirst();
    }

    /// How many annotations were added after a version, up to another.
    @Transactional
    long annotations(String dataset, long after, long upTo) {
        return sql.rows(row -> ((Number) Objects.requireNonNull(row[0])).longValue(), """
                select count(*), 0 from heard_growth
                where dataset = ?1 and change = ?2 and version > ?3 and version <= ?4""", dataset,
                DatasetGrown.Change.ANNOTATED.name(), after, upTo).getFirst();
    }

    /// Every image that was ever annotated, as it last changed.
    @Transactional
    List<Change> newest(String dataset) {
        Map<String, Change> newest = new LinkedHashMap<>();
        sql.rows(Growth::changes, "select version, images from heard_growth where dataset = ?1 order by version",
                dataset).stream().flatMap(List::stream).forEach(change -> newest.put(change.image().image(), change));
        return List.copyOf(newest.values());
    }

    private static List<Change> changes(@Nullable Object[] row) {
        long version = ((Number) Objects.requireNonNull(row[0])).longValue();
        List<Change> changes = new ArrayList<>();
        for (Object tree : (List<?>) Objects.requireNonNull(Trees.json(String.valueOf(row[1]), "stored images"))) {
            changes.add(new Change(version, RecordFormat.read(Touched.class, tree)));
        }
        return changes;
    }

    static Change change(Event.DatasetGrown grown, Touched image) {
        return new Change(grown.version(), image);
    }
}
