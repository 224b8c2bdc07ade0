package consilium.runtime.ledger;

import consilium.kernel.recipe.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;

/// Artefacts that no recipe can make again, such as what people drew: a collection of rubbish leaves them alone.
@ApplicationScoped
public class Originals {

    private final EntityManager entities;
    private final Condemned condemned;

    Originals(EntityManager entities, Condemned condemned) {
        this.entities = entities;
        this.condemned = condemned;
    }

    /// To be called in the transaction that names them, before it locks anything else.
    ///
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable` when some of them have just been taken
    ///                                                   away: they are to be written again
    @Transactional(Transactional.TxType.MANDATORY)
    public void keep(Collection<Digest> artefacts) {
        Condemned.Entered entered = condemned.enter();
        artefacts.forEach(artefact -> entities
                .createNativeQuery("insert into original (artefact) values (?1) on conflict do nothing")
                .setParameter(1, artefact.hex())
                .executeUpdate());
        condemned.rescue(entered, artefacts, List.of());
    }

    /// What takes the place of another needs to be kept in its stead alone.
    @Transactional(Transactional.TxType.MANDATORY)
    public void release(Digest artefact) {
        entities.createNativeQuery("delete from original where artefact = ?1")
                .setParameter(1, artefact.hex())
                .executeUpdate();
    }
}
