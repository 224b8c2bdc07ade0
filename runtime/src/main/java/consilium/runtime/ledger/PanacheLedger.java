package consilium.runtime.ledger;

import consilium.kernel.event.Event;
import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.runtime.provenance.Provenances;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ledger in PostgreSQL. Joins the caller's transaction where there is one.
@ApplicationScoped
public class PanacheLedger implements Ledger {

    private final Claims claims;
    private final Outbox outbox;
    private final OutboxSender sender;
    private final Slices slices;
    private final Provenances provenances;
    private final Cancellations cancellations;

    PanacheLedger(
            Claims claims,
            Outbox outbox,
            OutboxSender sender,
            Slices slices,
            Provenances provenances,
            Cancellations cancellations) {
        this.claims = claims;
        this.outbox = outbox;
        this.sender = sender;
        this.slices = slices;
        this.provenances = provenances;
        this.cancellations = cancellations;
    }

    @Override
    @Transactional
    public Optional<Execution> find(Digest recipe) {
        return ExecutionRow.<ExecutionRow>findByIdOptional(recipe.hex()).map(ExecutionRow::execution);
    }

    @Override
    public Optional<Claim> claim(Recipe recipe, String worker, Duration lease) {
        return claims.take(recipe.digest(), worker, lease);
    }

    @Override
    public boolean renew(Claim claim, Duration lease) {
        return claims.renew(claim, lease);
    }

    @Override
    public void release(Claim claim) {
        claims.release(claim);
    }

    /// Another recording with other outputs, which there is when recorded artefacts were lost and are made again
    /// differently, takes the place of the first.
    @Override
    @Transactional
    public boolean record(Claim claim, Execution execution, List<Event> events) {
        if (!claims.hold(claim)) {
            return false;
        }
        ExecutionRow known = ExecutionRow.findById(claim.recipe().hex(), LockModeType.PESSIMISTIC_WRITE);
        if (known == null) {
            ExecutionRow row = new ExecutionRow();
            row.recipe = claim.recipe().hex();
            row.set(execution, provenance(execution));
            row.persist();
        } else if (!known.execution().outputs().equals(execution.outputs())) {
            known.set(execution, provenance(execution));
        }
        CheckpointRow.deleteById(claim.recipe().hex());
        claims.end(claim);
        Panache.getEntityManager().flush();
        announce(events);
        return true;
    }

    private Digest provenance(Execution execution) {
        return provenances.keep(execution, slices.find(execution.recipe().slice()).orElse(Map.of()));
    }

    @Override
    @Transactional
    public void announce(List<Event> events) {
        events.forEach(outbox::put);
        sender.wakeAfterCommit();
    }

    @Override
    @Transactional
    public boolean checkpoint(Claim claim, Digest artefact) {
        if (!claims.hold(claim)) {
            return false;
        }
        CheckpointRow known = CheckpointRow.findById(claim.recipe().hex());
        CheckpointRow row = known == null ? new CheckpointRow() : known;
        row.recipe = claim.recipe().hex();
        row.artefact = artefact.hex();
        row.taken = Instant.now();
        row.persist();
        return true;
    }

    @Override
    @Transactional
    public Optional<Digest> checkpoint(Digest recipe) {
        return CheckpointRow.<CheckpointRow>findByIdOptional(recipe.hex()).map(row -> new Digest(row.artefact));
    }

    @Override
    public boolean cancelled(String experiment) {
        return cancellations.cancelled(experiment);
    }
}
