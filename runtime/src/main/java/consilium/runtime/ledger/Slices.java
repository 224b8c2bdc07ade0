package consilium.runtime.ledger;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The slices that recipes name by digest: so that an execution can be explained, and done again.
@ApplicationScoped
public class Slices {

    private final EntityManager entities;

    Slices(EntityManager entities) {
        this.entities = entities;
    }

    /// Keeps the slice under its digest, once.
    @Transactional
    public void keep(StageSpec slice) {
        Map<String, @Nullable Object> tree = RecordFormat.write(slice);
        entities.createNativeQuery("insert into slice (digest, tree) values (?1, cast(?2 as jsonb))"
                + " on conflict do nothing")
                .setParameter(1, Canonical.digest(tree).hex())
                .setParameter(2, Canonical.text(tree))
                .executeUpdate();
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
