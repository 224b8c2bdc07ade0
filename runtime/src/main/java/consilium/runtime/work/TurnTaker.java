package consilium.runtime.work;

import consilium.runtime.queue.QueuedStep;
import consilium.runtime.queue.StepQueue;
import consilium.runtime.queue.Turn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jboss.logging.Logger;

/// Takes turns for one stage, as this process has slots, and has the steps worked on like messages that have just come.
final class TurnTaker {

    private static final Logger LOG = Logger.getLogger(TurnTaker.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final StageLine line;
    private final StepQueue queue;
    private final Delivery delivery;
    private final Semaphore slots;
    private final String worker;
    private final Duration lease;
    private final ExecutorService hands;
    private final Thread taking;
    private final Set<Long> held = ConcurrentHashMap.newKeySet();
    private final Recurring renewal;
    private volatile boolean stopping;

    /// @param delivery to which a turn is admission enough
    /// @param slots    how many steps this process works on at once
    /// @param worker   this process
    /// @param lease    after which a step is another's whose turn was not renewed
    TurnTaker(StageLine line, StepQueue queue, Delivery delivery, Semaphore slots, String worker, Duration lease) {
        this.line = line;
        this.queue = queue;
        this.delivery = delivery;
        this.slots = slots;
        this.worker = worker;
        this.lease = lease;
        String name = line.stage().label();
        this.hands = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("consilium-turn-" + name + "-", 0).daemon().factory());
        this.taking = Thread.ofVirtual().name("turns-" + name).unstarted(this::run);
        this.renewal = Recurring.start("renew-turns-" + name, lease.dividedBy(3), this::renew);
    }

    void start() {
        taking.start();
    }

    /// Asks it to stop: what it works on waits again, for another process.
    void stop() {
        stopping = true;
        hands.shutdownNow();
        line.changed();
    }

    void awaitStopped() throws InterruptedException {
        taking.join(GRACE);
        if (!hands.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
            LOG.debugf("%s leaves a turn to its lease", line.stage().label());
        }
        renewal.close();
    }

    boolean alive() {
        return stopping || taking.isAlive();
    }

    private void run() {
        try {
            while (!stopping) {
                line.awaitNews();
                while (!stopping && taken()) {
                    LOG.tracef("a turn of %s", line.stage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether there may be another turn at once
    private boolean taken() throws InterruptedException {
        if (!slots.tryAcquire(1, TimeUnit.SECONDS)) {
            return true;
        }
        Optional<Turn> turn = held(() -> queue.take(line.stage(), worker, lease));
        turn.ifPresentOrElse(this::handOver, slots::release);
        return turn.isPresent();
    }

    private void handOver(Turn turn) {
        try {
            hands.execute(() -> workFrom(turn));
        } catch (RejectedExecutionException e) {
            giveBack(turn);
            slots.release();
        }
    }

    /// Works on one turn after another with the same slot.
    private void workFrom(Turn first) {
        Optional<Turn> turn = Optional.of(first);
        try {
            while (turn.isPresent()) {
                turn = workOn(turn.get());
            }
        } finally {
            slots.release();
            line.changed();
        }
    }

    /// @return the turn that comes next
    private Optional<Turn> workOn(Turn turn) {
        AcknowledgeType outcome = AcknowledgeType.RELEASE;
        try {
            outcome = delivery.settle(List.of(message(turn))).getFirst();
        } finally {
            // An interrupt that told to stop would close the database connection under what is still to be said.
            Thread.interrupted();
            if (outcome != AcknowledgeType.ACCEPT) {
                giveBack(turn);
            }
        }
        return outcome == AcknowledgeType.ACCEPT ? after(turn) : Optional.empty();
    }

    private Optional<Turn> after(Turn done) {
        held.remove(done.fence());
        if (!stopping) {
            return held(() -> queue.takeAfter(done, worker, lease));
        }
        tell(() -> queue.finish(done));
        return Optional.empty();
    }

    private void giveBack(Turn turn) {
        held.remove(turn.fence());
        tell(() -> queue.giveBack(turn));
    }

    private Optional<Turn> held(Supplier<Optional<Turn>> taking) {
        try {
            Optional<Turn> turn = taking.get();
            turn.ifPresent(taken -> held.add(taken.fence()));
            return turn;
        } catch (RuntimeException e) {
            LOG.debugf(e, "no turn of %s can be taken now", line.stage().label());
            return Optional.empty();
        }
    }

    private void tell(Runnable end) {
        try {
            end.run();
        } catch (RuntimeException e) {
            LOG.debugf(e, "a turn of %s runs out by itself", line.stage().label());
        }
    }

    private void renew() {
        if (!held.isEmpty()) {
            queue.renew(Set.copyOf(held), lease);
        }
    }

    private static ConsumerRecord<String, byte[]> message(Turn turn) {
        QueuedStep step = turn.step();
        RecordHeaders headers = new RecordHeaders();
        step.headers().forEach(headers::add);
        headers.remove(DeadLetters.ATTEMPTS);
        headers.add(DeadLetters.ATTEMPTS, Integer.toString(step.attempts()).getBytes(StandardCharsets.UTF_8));
        return new ConsumerRecord<>(
                step.topic(),
                step.partition(),
                step.offset(),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                step.key().length(),
                step.value().length,
                step.key(),
                step.value(),
                headers,
                Optional.empty());
    }
}
