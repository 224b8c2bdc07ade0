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
import org.jspecify.annotations.Nullable;

/// The ledger in PostgreSQL. Joins the caller's transaction where there is one.
@ApplicationScoped
public class PanacheLedger implements Ledger {

    private final Claims claims;
    private final Recordings recordings;
    private final Outbox outbox;
    private final OutboxSender sender;
    private final Briefings briefings;
    private final Provenances provenances;
    private final Cancellations cancellations;
    private final Condemned condemned;

    PanacheLedger(
            Claims claims,
            Recordings recordings,
            Outbox outbox,
            OutboxSender sender,
            Briefings briefings,
            Provenances provenances,
            Cancellations cancellations,
            Condemned condemned) {
        this.claims = claims;
        this.recordings = recordings;
        this.outbox = outbox;
        this.sender = sender;
        this.briefings = briefings;
        this.provenances = provenances;
        this.cancellations = cancellations;
        this.condemned = condemned;
    }

    @Override
    @Transactional
    public Optional<Execution> find(Digest recipe) {
        return briefings.recorded(recipe);
    }

    @Override
    @Transactional
    public boolean use(Digest recipe) {
        return Panache.getEntityManager()
                .createNativeQuery("update execution set used = clock_timestamp() where recipe = ?1")
                .setParameter(1, recipe.hex())
                .executeUpdate() == 1;
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
    public boolean record(
            Claim claim, Execution execution, Map<String, @Nullable Object> slice, List<Event> events) {
        List<Letter> letters = events.stream().map(outbox::letter).toList();
        Provenances.Written provenance = Provenances.written(execution, slice);
        Recordings.Recorded plain = recordings.addPlain(claim, execution, slice, provenance.name(), letters);
        if (!plain.plain()) {
            return recordWithCare(plain, claim, execution, slice, provenance, letters);
        }
        plain.told().ifPresent(told -> {
            provenances.keep(provenance);
            sender.sendAfterCommit(told);
        });
        return plain.told().isPresent();
    }

    /// Where something is condemned, or the recipe is recorded already.
    private boolean recordWithCare(
            Recordings.Recorded found,
            Claim claim,
            Execution execution,
            Map<String, @Nullable Object> slice,
            Provenances.Written provenance,
            List<Letter> letters) {
        condemned.rescue(found.entered(), execution.outputs().values(), List.of());
        if (found.recorded()) {
            return recordAgain(found.entered(), claim, execution, provenance, letters);
        }
        keep(found.entered(), provenance);
        Optional<List<Letter>> told = recordings.add(claim, execution, slice, provenance.name(), letters);
        told.ifPresent(sender::sendAfterCommit);
        return told.isPresent();
    }

    private boolean recordAgain(
            Condemned.Entered entered,
            Claim claim,
            Execution execution,
            Provenances.Written provenance,
            List<Letter> letters) {
        ExecutionRow known = ExecutionRow.findById(claim.recipe().hex(), LockModeType.PESSIMISTIC_WRITE);
        if (known == null || !claims.hold(claim)) {
            return false;
        }
        if (!known.execution().outputs().equals(execution.outputs())) {
            keep(entered, provenance);
            known.set(execution, provenance.name());
        }
        use(claim.recipe());
        CheckpointRow.deleteById(claim.recipe().hex());
        claims.end(claim);
        Panache.getEntityManager().flush();
        tell(letters);
        return true;
    }

    private void keep(Condemned.Entered entered, Provenances.Written provenance) {
        condemned.rescue(entered, List.of(), List.of(provenances.keep(provenance)));
    }

    @Override
    @Transactional
    public void announce(List<Event> events) {
        tell(events.stream().map(outbox::letter).toList());
    }

    private void tell(List<Letter> letters) {
        sender.sendAfterCommit(outbox.put(letters));
    }

    @Override
    @Transactional
    public boolean checkpoint(Claim claim, Digest artefact) {
        Condemned.Entered entered = condemned.enter();
        if (!claims.hold(claim)) {
            return false;
        }
        condemned.rescue(entered, List.of(artefact), List.of());
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
