package consilium.runtime.ledger;

import consilium.kernel.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells what is in the outbox: at once after a commit, and every few seconds for what was left by somebody who died
/// before telling it.
@ApplicationScoped
public class OutboxSender {

    private static final Logger LOG = Logger.getLogger(OutboxSender.class);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Outbox outbox;
    private final TransactionSynchronizationRegistry transactions;
    private final Duration sweep;
    private final Duration keep;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    OutboxSender(
            Outbox outbox,
            TransactionSynchronizationRegistry transactions,
            MeterRegistry meters,
            @ConfigProperty(name = "consilium.outbox.sweep") Duration sweep,
            @ConfigProperty(name = "consilium.outbox.keep") Duration keep) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.sweep = sweep;
        this.keep = keep;
        meters.gauge("consilium.outbox.pending", waiting);
    }

    /// Begins to send; to be called when the topics are there.
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().name("consilium-outbox").daemon().start(this::run);
        }
    }

    /// Sends once more what is waiting, then ends.
    public synchronized void stop() {
        stopping = true;
        wake.release();
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Whether it has not died of something.
    public synchronized boolean alive() {
        return thread == null || stopping || thread.isAlive();
    }

    void wakeAfterCommit() {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    wake.release();
                }
            }
        });
    }

    private void run() {
        long forgotten = System.nanoTime();
        boolean failing = false;
        while (!stopping) {
            try {
                wake.tryAcquire(sweep.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
                sendAll();
                if (System.nanoTime() - forgotten > FORGET_EVERY.toNanos()) {
                    forgotten = System.nanoTime();
                    outbox.forget(keep);
                }
                failing = false;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                complain(e, failing);
                failing = true;
            }
        }
    }

    private void sendAll() {
        int sent = outbox.sendWaiting();
        while (Outbox.full(sent)) {
            waiting.set(outbox.waiting());
            sent = outbox.sendWaiting();
        }
        waiting.set(0);
    }

    /// Says once per outage what is wrong, and keeps the count for the dashboards.
    private void complain(RuntimeException e, boolean again) {
        if (!stopping && !again) {
            String why = e instanceof ProblemException problem ? problem.problem().detail() : e.toString();
            LOG.warnf("events wait in the outbox: %s", why);
        }
        try {
            waiting.set(outbox.waiting());
        } catch (RuntimeException unreachable) {
            LOG.debug("the outbox cannot be counted", unreachable);
        }
    }
}
