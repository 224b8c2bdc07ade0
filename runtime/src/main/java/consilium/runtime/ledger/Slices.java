package consilium.runtime.ledger;

import consilium.kernel.recipe.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The slices that recipes name by digest: so that an execution can be explained, and done again.
@ApplicationScoped
public class Slices {

    private final EntityManager entities;

    Slices(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    public Optional<Map<String, Object>> find(Digest slice) {
        List<?> found =
                entities.createNativeQuery("select cast(tree as text) from slice where digest = ?1", String.class)
                        .setParameter(1, slice.hex())
                        .getResultList();
        return found.stream().findFirst().map(text -> Json.map((String) text));
    }
}
