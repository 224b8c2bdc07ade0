package consilium.runtime.ledger;

import consilium.kernel.ledger.Claim;
import consilium.kernel.recipe.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Fenced leases on recipes. The database's clock is the only one that counts, and each statement is atomic.
@ApplicationScoped
class Claims {

    /// What follows the row of a claim: it is inserted, or takes the place of one that has run out.
    static final String UNLESS_HELD = """
            on conflict (recipe) do update
            set fence = excluded.fence, worker = excluded.worker, until = excluded.until, attempt = claim.attempt + 1
            where claim.until < clock_timestamp()
            returning fence, attempt
            """;

    private static final String TAKE = """
            insert into claim (recipe, fence, worker, until, attempt)
            values (?1, nextval('fence'), ?2, clock_timestamp() + ?3 * interval '1 millisecond', 1)
            """ + UNLESS_HELD;

    private static final String RENEW = """
            update claim set until = clock_timestamp() + ?3 * interval '1 millisecond'
            where recipe = ?1 and fence = ?2""";

    private static final String HOLD = "select fence from claim where recipe = ?1 and fence = ?2 for update";

    private final EntityManager entities;

    Claims(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    Optional<Claim> take(Digest recipe, String worker, Duration lease) {
        List<?> taken = entities.createNativeQuery(TAKE, Object[].class)
                .setParameter(1, recipe.hex())
                .setParameter(2, worker)
                .setParameter(3, lease.toMillis())
                .getResultList();
        return taken.stream().findFirst().map(row -> {
            Object[] columns = (Object[]) row;
            return new Claim(recipe, ((Number) columns[0]).longValue(), ((Number) columns[1]).intValue());
        });
    }

    @Transactional
    boolean renew(Claim claim, Duration lease) {
        return query(RENEW, claim).setParameter(3, lease.toMillis()).executeUpdate() == 1;
    }

    /// Ends the lease but keeps the row, and with it the count of attempts.
    @Transactional
    void release(Claim claim) {
        query("update claim set until = '-infinity' where recipe = ?1 and fence = ?2", claim).executeUpdate();
    }

    /// Whether the claim is still the newest, and keeps it so until the transaction ends.
    @Transactional(Transactional.TxType.MANDATORY)
    boolean hold(Claim claim) {
        return !query(HOLD, claim).getResultList().isEmpty();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void end(Claim claim) {
        query("delete from claim where recipe = ?1 and fence = ?2", claim).executeUpdate();
    }

    private jakarta.persistence.Query query(String sql, Claim claim) {
        return entities.createNativeQuery(sql)
                .setParameter(1, claim.recipe().hex())
                .setParameter(2, claim.fence());
    }
}
