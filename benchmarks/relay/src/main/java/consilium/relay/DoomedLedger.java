package consilium.relay;

import consilium.kernel.event.Event;
import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ledger, with the points around it at which a process may die. The transaction of [#record] and [#announce] is
/// open around this decorator, since interceptors come first.
@Decorator
@Priority(1)
class DoomedLedger implements Ledger {

    private final Ledger ledger;
    private final Doom doom;
    private final TransactionSynchronizationRegistry transactions;

    @Inject
    DoomedLedger(@Delegate @Any Ledger ledger, Doom doom, TransactionSynchronizationRegistry transactions) {
        this.ledger = ledger;
        this.doom = doom;
        this.transactions = transactions;
    }

    @Override
    public boolean record(
            Claim claim, Execution execution, Map<String, @Nullable Object> slice, List<Event> events) {
        doom.pass(Point.AFTER_EFFECT);
        boolean recorded = ledger.record(claim, execution, slice, events);
        watchCommit();
        return recorded;
    }

    @Override
    public void announce(List<Event> events) {
        ledger.announce(events);
        watchCommit();
    }

    private void watchCommit() {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                doom.pass(Point.BEFORE_COMMIT);
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    doom.pass(Point.AFTER_COMMIT);
                }
            }
        });
    }

    @Override
    public boolean renew(Claim claim, Duration lease) {
        doom.pass(Point.IN_RENEWAL);
        return ledger.renew(claim, lease);
    }

    @Override
    public Optional<Execution> find(Digest recipe) {
        return ledger.find(recipe);
    }

    @Override
    public boolean use(Digest recipe) {
        return ledger.use(recipe);
    }

    @Override
    public Optional<Claim> claim(Recipe recipe, String worker, Duration lease) {
        return ledger.claim(recipe, worker, lease);
    }

    @Override
    public void release(Claim claim) {
        ledger.release(claim);
    }

    @Override
    public boolean checkpoint(Claim claim, Digest artefact) {
        return ledger.checkpoint(claim, artefact);
    }

    @Override
    public Optional<Digest> checkpoint(Digest recipe) {
        return ledger.checkpoint(recipe);
    }

    @Override
    public boolean cancelled(String experiment) {
        return ledger.cancelled(experiment);
    }
}
