package consilium.runtime.work;

import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Ledger;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// A claim that renews itself for as long as it is open.
final class Lease implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Lease.class);

    private final Ledger ledger;
    private final Claim claim;
    private final Duration duration;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean lost;
    private volatile boolean recorded;

    Lease(Ledger ledger, Claim claim, Duration duration) {
        this.ledger = ledger;
        this.claim = claim;
        this.duration = duration;
        Thread.ofVirtual().name("lease-" + claim.recipe().brief()).start(this::renew);
    }

    Claim claim() {
        return claim;
    }

    /// Whether another worker has taken the recipe over.
    boolean lost() {
        return lost;
    }

    /// The ledger has the result, and with it has ended the claim.
    void recorded() {
        recorded = true;
    }

    /// Gives the claim back unless it has ended, so that another need not wait for the lease to run out.
    @Override
    public void close() {
        ended.countDown();
        if (!recorded && !lost) {
            try {
                ledger.release(claim);
            } catch (RuntimeException e) {
                LOG.debugf(e, "claim on %s not given back; it runs out by itself", claim.recipe());
            }
        }
    }

    private void renew() {
        try {
            // Never interrupted: that would close the database connection under it.
            while (!lost && !ended.await(duration.toMillis() / 3, TimeUnit.MILLISECONDS)) {
                lost = !renewed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A database that does not answer takes nothing away: only another worker's newer claim does.
    private boolean renewed() {
        try {
            return recorded || ledger.renew(claim, duration);
        } catch (RuntimeException e) {
            LOG.debugf(e, "claim on %s not renewed", claim.recipe());
            return true;
        }
    }
}
