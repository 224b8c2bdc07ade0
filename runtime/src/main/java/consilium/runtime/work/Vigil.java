package consilium.runtime.work;

import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Problem;
import consilium.kernel.spec.Timespan;
import consilium.kernel.stage.CancelledException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Watches over one step's work from beside it. As soon as the work is no longer wanted, because the experiment was
/// cancelled, another worker is at it, this process stops, or the attempt takes longer than it may, the thread that works
/// is interrupted: so does work end too that waits for something and has no progress to report.
final class Vigil implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Vigil.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Lease lease;
    private final Closing closing;
    private final String experiment;
    private final String step;
    private final StageName stage;
    private final Thread working = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Optional<Timespan> timeout;
    private final long begun = System.nanoTime();
    private volatile boolean cancelled;
    private volatile boolean timedOut;
    private boolean over;
    private boolean interrupted;

    /// Begins to watch the current thread.
    ///
    /// @param timeout how long the work may take
    Vigil(
            Ledger ledger, Lease lease, Closing closing, String experiment, Step step, Optional<Timespan> timeout) {
        this.ledger = ledger;
        this.lease = lease;
        this.closing = closing;
        this.experiment = experiment;
        this.step = step.id();
        this.stage = step.stage();
        this.timeout = timeout;
        Thread.ofVirtual().name("vigil-" + step.id()).start(this::watch);
    }

    /// Does the work. What it throws once it is unwanted, such as whatever an interrupt makes of a write, is no failure.
    ///
    /// @throws CancelledException when the work was stopped because it was no longer wanted
    /// @throws consilium.kernel.problem.ProblemException `TimedOut` when it was stopped because it took too long
    <T> T over(Supplier<T> work) {
        try {
            return work.get();
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            requireInTime(e);
            String why = unwanted();
            if (why == null) {
                throw e;
            }
            LOG.debugf(e, "%s ended by being stopped", step);
            throw new CancelledException(why);
        }
    }

    /// @throws CancelledException when the work is not wanted any more
    /// @throws consilium.kernel.problem.ProblemException `TimedOut` when it takes too long
    void requireWanted() {
        requireInTime(null);
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

    /// Whether it is unwanted counts more: nobody is to be told of a time-out then.
    private void requireInTime(@Nullable Throwable cause) {
        if (timedOut && unwanted() == null) {
            Problem problem = new Problem.TimedOut(step, stage.label(), timeout.orElseThrow().text());
            throw cause == null ? problem.toException() : problem.toException(cause);
        }
    }

    private void watch() {
        try {
            while (!ended.await(untilNextLook().toMillis(), TimeUnit.MILLISECONDS)) {
                cancelled = cancelled || asked();
                timedOut = left().filter(left -> !left.isPositive()).isPresent();
                if (timedOut || unwanted() != null) {
                    interrupt();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration untilNextLook() {
        return left().filter(left -> left.compareTo(EVERY) < 0).map(left -> left.plusMillis(1)).orElse(EVERY);
    }

    /// Of the time that the work may take.
    private Optional<Duration> left() {
        return timeout.map(limit -> limit.duration().minusNanos(System.nanoTime() - begun));
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
