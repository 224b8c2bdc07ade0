package consilium.runtime.ledger;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// What a collection of rubbish is about to take away, as those see it who record; see [Recording].
@ApplicationScoped
class Condemned {

    private final EntityManager entities;
    private final ArtefactStore store;

    Condemned(EntityManager entities, ArtefactStore store) {
        this.entities = entities;
        this.store = store;
    }

    /// To be called first in a transaction that records. A statement of its own: what is asked afterwards is asked after
    /// the lock is there.
    @Transactional(Transactional.TxType.MANDATORY)
    void enter() {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock_shared(?1) entered")
                .setParameter(1, Recording.LOCK)
                .getSingleResult();
    }

    /// Sees to it that the artefacts, and the other blobs, stay.
    ///
    /// @throws ProblemException `DependencyUnavailable` when some of them have just been taken away: they are to be made
    ///                          again
    @Transactional(Transactional.TxType.MANDATORY)
    void rescue(Collection<Digest> artefacts, Collection<Digest> blobs) {
        if (nobody()) {
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

    private boolean nobody() {
        return Boolean.FALSE.equals(entities.createNativeQuery("select exists (select from condemned)", Boolean.class)
                .getSingleResult());
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
