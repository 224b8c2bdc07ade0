package consilium.runtime.work;

import consilium.kernel.event.Event;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.runtime.kafka.CloudEvents;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What becomes of one delivered message: done, tried again, or a dead letter.
///
/// A failure that may pass lets the message go after a pause, so that any worker may try next. An outage of broker or
/// database uses up no attempt: the message is kept and tried here until they are back. So does another worker's claim
/// on the recipe, but not for ever: after a while the message goes behind everything else that waits.
final class Delivery {

    /// A message that was delivered so often and never came to an end takes its worker down each time.
    private static final int HOPELESS = 20;

    private static final Duration HELD = Duration.ofMillis(500);
    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final EventHandler handler;
    private final CloudEvents events;
    private final DeadLetters dead;
    private final WorkSettings settings;
    private final Closing closing;
    private final Meters meters;
    private final int droppedAfter;
    private final Admission admission;
    private final Pace pace = new Pace();

    /// Of a group whose messages wait in their topic alone.
    ///
    /// @param droppedAfter so many deliveries of one record the broker drops it
    Delivery(
            EventHandler handler,
            CloudEvents events,
            DeadLetters dead,
            WorkSettings settings,
            Closing closing,
            Meters meters,
            int droppedAfter) {
        this(handler, events, dead, settings, closing, meters, droppedAfter, Admission.FREE);
    }

    /// @param admission whom the messages that arrive are subject to
    Delivery(
            EventHandler handler,
            CloudEvents events,
            DeadLetters dead,
            WorkSettings settings,
            Closing closing,
            Meters meters,
            int droppedAfter,
            Admission admission) {
        this.handler = handler;
        this.events = events;
        this.dead = dead;
        this.settings = settings;
        this.closing = closing;
        this.meters = meters;
        this.droppedAfter = droppedAfter;
        this.admission = admission;
    }

    /// Whether all of the messages are in the queue now, or are no work for it; they may be let go then. No slot is needed
    /// for it.
    boolean queued(List<ConsumerRecord<String, byte[]>> messages) {
        return admission != Admission.FREE
                && setAside(messages).stream().allMatch(outcome -> outcome == AcknowledgeType.ACCEPT);
    }

    /// Lets messages wait in the queue; what is not to be read becomes a dead letter at once. Returns what the broker is to
    /// be told of each.
    List<AcknowledgeType> setAside(List<ConsumerRecord<String, byte[]>> messages) {
        Map<ConsumerRecord<String, byte[]>, Event> waiting = new LinkedHashMap<>();
        List<ConsumerRecord<String, byte[]>> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : messages) {
            try {
                Event event = events.read(message);
                if (admission.queues(event)) {
                    waiting.put(message, event);
                }
            } catch (ProblemException e) {
                unreadable.add(message);
            }
        }
        boolean joined = joined(waiting);
        return messages.stream()
                .map(message -> unreadable.contains(message)
                        ? settle(message)
                        : joined || !waiting.containsKey(message) ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE)
                .toList();
    }

    private boolean joined(Map<ConsumerRecord<String, byte[]>, Event> waiting) {
        try {
            admission.join(waiting);
            return true;
        } catch (RuntimeException e) {
            LOG.debugf(e, "%s leaves %d messages in their topic", handler.group(), waiting.size());
            return false;
        }
    }

    /// Whether messages are to be queued even where a slot is free.
    boolean turnsDecide() {
        return admission.turnsDecide();
    }

    /// How many messages are worth taking at once.
    int atOnce() {
        return admission.atOnce(pace);
    }

    /// Works on the messages; returns what the broker is to be told of each.
    List<AcknowledgeType> settle(List<ConsumerRecord<String, byte[]>> messages) {
        if (messages.size() > 1 && settledTogether(messages)) {
            return Collections.nCopies(messages.size(), AcknowledgeType.ACCEPT);
        }
        return messages.stream().map(this::settle).toList();
    }

    /// Only what comes for the first time: whatever failed before is tried alone.
    private boolean settledTogether(List<ConsumerRecord<String, byte[]>> messages) {
        if (!messages.stream().allMatch(Delivery::isFresh)) {
            return false;
        }
        meters.begun(handler.group());
        try {
            List<Event> all = messages.stream().map(events::read).toList();
            inRequest(() -> handler.onAll(all));
            return true;
        } catch (RuntimeException e) {
            LOG.debugf(e, "%s works on %d events one by one", handler.group(), messages.size());
            return false;
        } finally {
            meters.ended(handler.group());
        }
    }

    private static boolean isFresh(ConsumerRecord<String, byte[]> message) {
        return message.deliveryCount().orElse((short) 1) == 1
                && message.headers().lastHeader(DeadLetters.ATTEMPTS) == null;
    }

    private AcknowledgeType settle(ConsumerRecord<String, byte[]> message) {
        meters.begun(handler.group());
        admission.begun(message);
        try {
            return settleOutages(message);
        } catch (InterruptedException | ClosingException e) {
            return AcknowledgeType.RELEASE;
        } finally {
            meters.ended(handler.group());
        }
    }

    private AcknowledgeType settleOutages(ConsumerRecord<String, byte[]> message) throws InterruptedException {
        for (int outage = 1;; outage++) {
            try {
                return settleClaims(message);
            } catch (ClosingException e) {
                throw e;
            } catch (RuntimeException e) {
                if (closing.begun()) {
                    return AcknowledgeType.RELEASE;
                }
                if (outage == 1) {
                    LOG.warnf("%s waits: %s", handler.group(), Failures.problem(e).detail());
                }
                Thread.sleep(settings.backoff(outage));
            }
        }
    }

    private AcknowledgeType settleClaims(ConsumerRecord<String, byte[]> message) throws InterruptedException {
        long patience = System.nanoTime() + settings.claimPatience().toNanos();
        while (true) {
            try {
                return attempt(message);
            } catch (ClaimHeldException e) {
                if (System.nanoTime() > patience) {
                    dead.again(handler.group(), message,
                            attemptsBefore(message.headers().lastHeader(DeadLetters.ATTEMPTS)));
                    return AcknowledgeType.ACCEPT;
                }
                LOG.debugf("%s waits: %s", handler.group(), e.getMessage());
                Thread.sleep(HELD);
            }
        }
    }

    /// What it throws is an outage, or somebody else's claim.
    private AcknowledgeType attempt(ConsumerRecord<String, byte[]> message) throws InterruptedException {
        int before = attemptsBefore(message.headers().lastHeader(DeadLetters.ATTEMPTS));
        int delivery = message.deliveryCount().orElse((short) 1);
        int attempt = before + delivery;
        if (attempt >= HOPELESS) {
            return hopeless(message, attempt);
        }
        if (delivery >= droppedAfter) {
            dead.again(handler.group(), message, attempt - 1);
            return AcknowledgeType.ACCEPT;
        }
        Event event;
        try {
            event = events.read(message);
        } catch (ProblemException e) {
            dead.bury(handler, message, attempt, Optional.empty(), e.problem(), e);
            return AcknowledgeType.ACCEPT;
        }
        if (!admission.mayBegin(event)) {
            admission.join(Map.of(message, event));
            return AcknowledgeType.ACCEPT;
        }
        return attempt(message, event, attempt);
    }

    private AcknowledgeType attempt(ConsumerRecord<String, byte[]> message, Event event, int attempt)
            throws InterruptedException {
        long begun = System.nanoTime();
        try {
            inRequest(() -> handler.on(event));
            return AcknowledgeType.ACCEPT;
        } catch (ClaimHeldException | ClosingException e) {
            throw e;
        } catch (Throwable e) {
            return failed(message, event, attempt, e);
        } finally {
            if (handler.concerns(event)) {
                pace.took(Duration.ofNanos(System.nanoTime() - begun));
            }
        }
    }

    private AcknowledgeType failed(ConsumerRecord<String, byte[]> message, Event event, int attempt, Throwable cause)
            throws InterruptedException {
        if (closing.begun()) {
            return AcknowledgeType.RELEASE;
        }
        Problem problem = Failures.problem(cause);
        if (problem instanceof Problem.DependencyUnavailable outage) {
            throw outage.toException(cause);
        }
        Retries retries = handler.retries(event, settings.retries());
        if (!problem.passing() || attempt >= retries.attempts()) {
            dead.bury(handler, message, attempt, Optional.of(event), problem, cause);
            return AcknowledgeType.ACCEPT;
        }
        Duration pause = retries.pause(attempt);
        LOG.warnf(
                "%s failed on %s at attempt %d of %d, again in %s ms: %s",
                handler.group(), event.key(), attempt, retries.attempts(), pause.toMillis(), problem.detail());
        LOG.debug("the cause", cause);
        meters.retried(handler.group());
        if (admission.queues(event)) {
            // A step waits for its next attempt in no worker's way.
            admission.retry(message, event, attempt, pause);
            return AcknowledgeType.ACCEPT;
        }
        Thread.sleep(pause);
        return AcknowledgeType.RELEASE;
    }

    private AcknowledgeType hopeless(ConsumerRecord<String, byte[]> message, int attempt) {
        Problem problem = new Problem.Unexpected(
                "delivered " + attempt + " times and never brought to an end: it takes its worker down");
        Optional<Event> event;
        try {
            event = Optional.of(events.read(message));
        } catch (ProblemException unreadable) {
            event = Optional.empty();
        }
        dead.bury(handler, message, attempt, event, problem, problem.toException());
        return AcknowledgeType.ACCEPT;
    }

    /// A handler may use beans of request scope, such as an entity manager outside a transaction.
    private static void inRequest(Runnable work) {
        ManagedContext request = Arc.container().requestContext();
        request.activate();
        try {
            work.run();
        } finally {
            request.terminate();
        }
    }

    /// Attempts at the message that are over, whoever made them.
    static int attemptsBehind(ConsumerRecord<String, byte[]> message) {
        return attemptsBefore(message.headers().lastHeader(DeadLetters.ATTEMPTS))
                + message.deliveryCount().orElse((short) 1)
                - 1;
    }

    private static int attemptsBefore(@Nullable Header header) {
        return header == null ? 0 : Integer.parseInt(new String(header.value(), StandardCharsets.UTF_8));
    }
}
