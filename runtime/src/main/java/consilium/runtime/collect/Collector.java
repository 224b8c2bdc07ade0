package consilium.runtime.collect;

import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.runtime.ledger.Recording;
import consilium.runtime.store.CollectableStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Takes away what nobody needs any more: executions that no [KeepRule] keeps, then blobs that nothing recorded names.
///
/// It may run beside everything else, and be killed at any moment. An execution that is reused meanwhile stays, because
/// forgetting it asks once more, under its lock, when it was last used. How blobs are kept from going under somebody who
/// is just recording them is told at [consilium.runtime.ledger.Recording].
@ApplicationScoped
public class Collector {

    private static final Logger LOG = Logger.getLogger(Collector.class);
    private static final int LISTED_AT_ONCE = 5000;
    private static final int SWEPT_AT_ONCE = 500;

    private final DataSource database;
    private final CollectableStore store;
    private final Retention retention;
    private final List<KeepRule> rules;

    @Inject
    Collector(DataSource database, CollectableStore store, Retention retention, @Any Instance<KeepRule> rules) {
        this(database, store, retention, rules.stream().toList());
    }

    Collector(DataSource database, CollectableStore store, Retention retention, List<KeepRule> rules) {
        this.database = database;
        this.store = store;
        this.retention = retention;
        this.rules = rules.stream().sorted(Comparator.comparing(KeepRule::why)).toList();
    }

    /// @param dryRun only look
    /// @throws consilium.kernel.problem.ProblemException `Conflict` while another collection runs,
    ///                                                   `DependencyUnavailable`
    public Collected collect(boolean dryRun) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Marks marks = new Marks(connection)) {
                if (!marks.alone()) {
                    throw new Problem.Conflict("gc", "another collection is running; ask again when it has ended")
                            .toException();
                }
                return collect(marks, dryRun);
            }
        } catch (SQLException e) {
            throw new Problem.DependencyUnavailable("database", String.valueOf(e.getMessage())).toException(e);
        }
    }

    private Collected collect(Marks marks, boolean dryRun) throws SQLException {
        marks.keep(rules);
        marks.doom();
        if (!dryRun) {
            marks.forget();
        }
        new Parts(marks, store).learn();
        marks.markBlobs();
        Tally tally = condemn(marks, dryRun);
        if (!dryRun) {
            marks.commit();
            sweep(marks);
        }
        Collected collection = tally.collection(marks, dryRun, store.location());
        if (!dryRun) {
            LOG.infof("collected %d executions and %d blobs, %d bytes", marks.doomedCount(), collection.blobs(),
                    collection.bytes());
        }
        return collection;
    }

    /// Goes through the store; what is old enough and not marked is condemned, or, in a dry run, counted.
    private Tally condemn(Marks marks, boolean dryRun) throws SQLException {
        Instant young = Instant.now().minus(retention.grace());
        Tally tally = new Tally(young);
        List<CollectableStore.Blob> batch = new ArrayList<>();
        store.forEachBlob(blob -> {
            batch.add(blob);
            if (batch.size() == LISTED_AT_ONCE) {
                tally.add(batch, marks, dryRun);
                batch.clear();
            }
        });
        tally.add(batch, marks, dryRun);
        return tally;
    }

    /// From here on every blob that is recorded is rescued by who records it; what was recorded just before is found by
    /// looking once more.
    private void sweep(Marks marks) throws SQLException {
        Recording.awaitOthers(marks.connection());
        marks.commit();
        new Parts(marks, store).learn();
        marks.markBlobs();
        marks.pardonMarked();
        marks.commit();
        List<Digest> next = marks.condemnedAfter("", SWEPT_AT_ONCE);
        while (!next.isEmpty()) {
            store.delete(marks.sweep(next));
            marks.commit();
            next = marks.condemnedAfter(next.getLast().hex(), SWEPT_AT_ONCE);
        }
        marks.forgetSweptLongAgo();
        marks.commit();
    }
}
