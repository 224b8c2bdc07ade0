package consilium.runtime.ledger;

import consilium.kernel.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells what is in the outbox: what this process commits at once, from memory, and every few seconds what was left by
/// somebody who died before telling it. When both tell the same event, it is recognised by its id.
@ApplicationScoped
public class OutboxSender {

    private static final Logger LOG = Logger.getLogger(OutboxSender.class);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    /// Whoever committed an event has told it by then, or does not live to.
    private static final Duration OVERDUE = Duration.ofSeconds(5);

    private static final int AT_ONCE = 500;
    private static final Duration STEP = Duration.ofMillis(200);

    /// Marks are made together: what is to be told next should not wait for what was told.
    private static final Duration MARK_EVERY = Duration.ofMillis(100);

    /// So many marks are kept through an outage of the database; what lies behind is sent again, and recognised.
    private static final int MARKS = 10_000;

    private final Outbox outbox;
    private final TransactionSynchronizationRegistry transactions;
    private final Duration sweep;
    private final Duration keep;
    private final LinkedBlockingQueue<Letter> committed = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final List<String> unmarked = new ArrayList<>();
    private long marked = System.nanoTime();
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

    /// Tells the events as soon as the current transaction is committed, and not at all when it is not.
    void sendAfterCommit(List<Letter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    committed.addAll(letters);
                }
            }
        });
    }

    private void run() {
        long forgotten = System.nanoTime();
        long swept = System.nanoTime();
        boolean failing = !swept(Duration.ZERO);
        while (!stopping || !committed.isEmpty()) {
            try {
                sendCommitted();
                markSent();
                if (System.nanoTime() - swept > sweep.toNanos()) {
                    swept = System.nanoTime();
                    sendOverdue(OVERDUE);
                }
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
        markLast();
    }

    /// Whoever comes next sends again what cannot be marked any more.
    private void markLast() {
        try {
            outbox.mark(unmarked);
        } catch (RuntimeException e) {
            LOG.debug("some events will be sent again", e);
        }
    }

    /// What an earlier life of this process, or of another, has left.
    private boolean swept(Duration age) {
        try {
            sendOverdue(age);
            return true;
        } catch (RuntimeException e) {
            complain(e, false);
            return false;
        }
    }

    /// What cannot be sent now is left to the sweep: it lies in the outbox.
    private void sendCommitted() throws InterruptedException {
        Duration step = unmarked.isEmpty() ? STEP : MARK_EVERY;
        Letter first = committed.poll(step.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            List<Letter> letters = new ArrayList<>();
            letters.add(first);
            committed.drainTo(letters, AT_ONCE - 1);
            outbox.send(letters);
            letters.stream().limit(MARKS - unmarked.size()).map(Letter::id).forEach(unmarked::add);
        }
    }

    private void markSent() {
        boolean due = System.nanoTime() - marked >= MARK_EVERY.toNanos();
        if (due && !unmarked.isEmpty()) {
            marked = System.nanoTime();
            outbox.mark(unmarked);
            unmarked.clear();
        }
    }

    private void sendOverdue(Duration age) {
        int sent = outbox.sendOverdue(age);
        while (Outbox.full(sent)) {
            waiting.set(outbox.waiting());
            sent = outbox.sendOverdue(age);
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
