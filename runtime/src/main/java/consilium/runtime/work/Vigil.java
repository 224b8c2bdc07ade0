package consilium.runtime.work;

import consilium.kernel.ledger.Ledger;
import consilium.kernel.stage.CancelledException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Watches over one step's work from beside it. As soon as the work is no longer wanted, because the experiment was
/// cancelled, another worker is at it, or this process stops, the thread that works is interrupted: so does work end too
/// that waits for something and has no progress to report.
final class Vigil implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Vigil.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Lease lease;
    private final Closing closing;
    private final String experiment;
    private final String step;
    private final Thread working = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean cancelled;
    private boolean over;
    private boolean interrupted;

    /// Begins to watch the current thread.
    Vigil(Ledger ledger, Lease lease, Closing closing, String experiment, String step) {
        this.ledger = ledger;
        this.lease = lease;
        this.closing = closing;
        this.experiment = experiment;
        this.step = step;
        Thread.ofVirtual().name("vigil-" + step).start(this::watch);
    }

    /// Does the work. What it throws once it is unwanted, such as whatever an interrupt makes of a write, is no failure.
    ///
    /// @throws CancelledException when the work was stopped because it was no longer wanted
    <T> T over(Supplier<T> work) {
        try {
            return work.get();
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            String why = unwanted();
            if (why == null) {
                throw e;
            }
            LOG.debugf(e, "%s ended by being stopped", step);
            throw new CancelledException(why);
        }
    }

    /// @throws CancelledException when the work is not wanted any more
    void requireWanted() {
        String why = unwanted();
        if (why != null) {
            throw new CancelledException(why);
        }
    }

    /// Whoever worked goes on undisturbed: no interrupt of ours comes later, or is left behind.
    @Override
    public synchronized void close() {
        over = true;
        ended.countDown();
        if (interrupted && !closing.begun()) {
            Thread.interrupted();
        }
    }

    private void watch() {
        try {
            while (!ended.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                cancelled = cancelled || asked();
                if (unwanted() != null) {
                    interrupt();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void interrupt() {
        if (!over) {
            interrupted = true;
            working.interrupt();
        }
    }

    private @Nullable String unwanted() {
        if (closing.begun()) {
            return "this worker is stopping";
        }
        if (lease.lost()) {
            return "another worker has taken over " + step;
        }
        return cancelled ? "experiment " + experiment + " was cancelled" : null;
    }

    private boolean asked() {
        try {
            return ledger.cancelled(experiment);
        } catch (RuntimeException e) {
            LOG.debug("cannot ask whether the experiment was cancelled", e);
            return false;
        }
    }
}
