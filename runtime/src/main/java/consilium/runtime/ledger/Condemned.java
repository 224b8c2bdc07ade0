package consilium.runtime.ledger;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.hibernate.Session;

/// What a collection of rubbish is about to take away, as those see it who record; see [Recording].
@ApplicationScoped
class Condemned {

    /// Shares the lock of those who record; what a statement after it sees, it sees with the lock.
    static final String LOCK = "select pg_advisory_xact_lock_shared(" + Recording.LOCK + ");";

    /// As a condition.
    static final String CONDEMNING = "exists (select from condemned)";

    private static final String ENTER = LOCK + "select " + CONDEMNING;

    /// What is so when a recording begins.
    ///
    /// @param condemning whether anything is condemned
    record Entered(boolean condemning) {}

    private final EntityManager entities;
    private final ArtefactStore store;

    Condemned(EntityManager entities, ArtefactStore store) {
        this.entities = entities;
        this.store = store;
    }

    /// To be called first in a transaction that records. Whatever is condemned later waits until that transaction ends,
    /// and sees what it recorded; so where nothing is condemned by now, nothing needs to be rescued.
    @Transactional(Transactional.TxType.MANDATORY)
    Entered enter() {
        return entities.unwrap(Session.class).doReturningWork(Condemned::enter);
    }

    private static Entered enter(Connection database) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(ENTER)) {
            statement.execute();
            return Sql.next(statement, row -> new Entered(row.getBoolean(1)));
        }
    }

    /// Sees to it that the artefacts, and the other blobs, stay.
    ///
    /// @param entered as the transaction began
    /// @throws ProblemException `DependencyUnavailable` when some of them have just been taken away: they are to be made
    ///                          again
    @Transactional(Transactional.TxType.MANDATORY)
    void rescue(Entered entered, Collection<Digest> artefacts, Collection<Digest> blobs) {
        if (!entered.condemning()) {
            return;
        }
        TreeSet<String> needed = new TreeSet<>();
        blobs.forEach(blob -> needed.add(blob.hex()));
        artefacts.forEach(artefact -> addParts(artefact, needed));
        if (needed.isEmpty()) {
            return;
        }
        List<?> found = entities.createNativeQuery(
                "select blob from condemned where blob in (?1) order by blob for update", String.class)
                .setParameter(1, needed)
                .getResultList();
        for (Object blob : found) {
            Digest digest = new Digest((String) blob);
            if (!store.contains(digest)) {
                throw gone(digest);
            }
        }
        if (!found.isEmpty()) {
            entities.createNativeQuery("delete from condemned where blob in (?1)")
                    .setParameter(1, found)
                    .executeUpdate();
        }
    }

    private void addParts(Digest artefact, TreeSet<String> needed) {
        needed.add(artefact.hex());
        try {
            store.artefact(artefact).manifest().blobs().forEach(blob -> needed.add(blob.hex()));
        } catch (ProblemException e) {
            // Where the collection took it, its own row says so.
            if (!(e.problem() instanceof Problem.ArtefactMissing)) {
                throw e;
            }
        }
    }

    private static ProblemException gone(Digest blob) {
        return new Problem.DependencyUnavailable(
                "artefact store", "blob " + blob.brief() + " was collected as rubbish just now; it is made again")
                .toException();
    }
}
