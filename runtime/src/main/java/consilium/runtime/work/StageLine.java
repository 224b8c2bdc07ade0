package consilium.runtime.work;

import consilium.kernel.event.Event;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.Step;
import consilium.kernel.spec.ExecutionSpec;
import consilium.kernel.spec.ExecutionSpec.Priority;
import consilium.runtime.queue.Backlog;
import consilium.runtime.queue.QueueLength;
import consilium.runtime.queue.QueuedStep;
import consilium.runtime.queue.StepQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// One stage's line in this process: who may begin at once, and who joins the queue.
///
/// As long as nobody waits in the queue, a step begins as soon as a slot of this process takes its message, and the queue
/// is not asked. Once steps wait in the queue every step that gets a slot goes there, so that the turns decide and not the
/// topic's order; and so does every step under a limit, since only the queue knows who else is at work. What waits in the
/// topics is queued when their order is unfair.
final class StageLine implements Admission {

    private final StageName stage;
    private final StepQueue queue;
    private final String worker;
    private final boolean limited;
    private final Duration patience;
    private final Semaphore slots;
    private final Semaphore news = new Semaphore(0);
    private final Beginnings beginnings = new Beginnings();
    private volatile boolean waited;

    /// @param worker   this process
    /// @param limited  whether the installation limits the stage
    /// @param patience how long messages may wait in the topic because of its order before they are queued instead
    /// @param slots    of this process
    StageLine(
            StageName stage,
            StepQueue queue,
            String worker,
            boolean limited,
            Duration patience,
            Semaphore slots) {
        this.stage = stage;
        this.queue = queue;
        this.worker = worker;
        this.limited = limited;
        this.patience = patience;
        this.slots = slots;
    }

    StageName stage() {
        return stage;
    }

    @Override
    public boolean mayBegin(Event event) {
        return next(event)
                .map(step -> !waited && !limited && conduct(event).concurrency().isEmpty())
                .orElse(true);
    }

    @Override
    public boolean turnsDecide() {
        return waited || limited;
    }

    /// What only joins the queue is quick.
    @Override
    public int atOnce(Pace pace) {
        return limited ? Pace.MANY : pace.atOnce();
    }

    @Override
    public boolean queues(Event event) {
        return next(event).isPresent();
    }

    @Override
    public void join(Map<ConsumerRecord<String, byte[]>, Event> messages) {
        List<QueuedStep> steps = new ArrayList<>();
        messages.forEach(
                (message, event) -> steps.add(queued(message, event, Delivery.attemptsBehind(message), Duration.ZERO)));
        if (!steps.isEmpty()) {
            queue.put(steps);
            messages.keySet().forEach(beginnings::passed);
            waited = true;
            changed();
        }
    }

    @Override
    public void retry(ConsumerRecord<String, byte[]> message, Event event, int attempts, Duration pause) {
        queue.putBack(queued(message, event, attempts, pause), worker);
    }

    @Override
    public void begun(ConsumerRecord<String, byte[]> message) {
        beginnings.ofMessage(message);
    }

    Beginnings beginnings() {
        return beginnings;
    }

    /// Whether messages wait in the topics for longer than they should: every slot is taken, and others wait in the queue,
    /// or nothing began for a while, or what began had waited for long.
    boolean crowded() {
        return slots.availablePermits() == 0 && (waited || beginnings.slowerThan(patience));
    }

    /// Whether it is worth giving turns to what waits in the topics, since their order lets somebody wait for longer than
    /// he should for steps that turns would let begin after his. Steps under a limit wait for turns anyway.
    boolean unfair(Lookout lookout) {
        if (!crowded()) {
            return false;
        }
        List<Backlog.Arrival> arrived = lookout.look();
        if (arrived.isEmpty() || limited) {
            return !arrived.isEmpty();
        }
        List<Backlog.Queued> queued = waited ? queue.waiting(stage) : List.of();
        if (!lookout.thorough() && !plain(queued, arrived)) {
            arrived = lookout.lookThoroughly();
        }
        long overtaken = new Backlog(queued).overtaken(arrived);
        return beginnings.of(overtaken).compareTo(patience) > 0;
    }

    /// Whether the topics' order is the turns', as can be seen without reading any message.
    private static boolean plain(List<Backlog.Queued> queued, List<Backlog.Arrival> arrived) {
        return new Backlog(queued).single(arrived)
                && queued.stream().allMatch(steps -> steps.priority() == Priority.NORMAL)
                && arrived.stream().allMatch(step -> step.priority() == Priority.NORMAL);
    }

    /// To whom a turn is admission enough.
    Admission byTurn() {
        return new Admission() {
            @Override
            public boolean mayBegin(Event event) {
                return true;
            }

            @Override
            public boolean turnsDecide() {
                return false;
            }

            @Override
            public int atOnce(Pace pace) {
                return 1;
            }

            @Override
            public boolean queues(Event event) {
                return StageLine.this.queues(event);
            }

            @Override
            public void join(Map<ConsumerRecord<String, byte[]>, Event> messages) {
                StageLine.this.join(messages);
            }

            @Override
            public void retry(ConsumerRecord<String, byte[]> message, Event event, int attempts, Duration pause) {
                StageLine.this.retry(message, event, attempts, pause);
            }

            @Override
            public void begun(ConsumerRecord<String, byte[]> message) {
                beginnings.ofTurn();
            }
        };
    }

    /// How long the queue is, as was just seen.
    void seen(QueueLength length) {
        waited = length.ready() > 0;
        if (waited) {
            news.release();
        }
    }

    /// Somebody joined the queue or left it, so there may be a turn to take.
    void changed() {
        news.release();
    }

    /// Waits until there may be a turn to take.
    void awaitNews() throws InterruptedException {
        if (news.tryAcquire(1, TimeUnit.MINUTES)) {
            news.drainPermits();
        }
    }

    private QueuedStep queued(ConsumerRecord<String, byte[]> message, Event event, int attempts, Duration pause) {
        Step step = next(event).orElseThrow();
        return new QueuedStep(
                event.id(),
                stage,
                event.experiment(),
                step.id(),
                priority(event),
                conduct(event).concurrency(),
                message.topic(),
                message.partition(),
                message.offset(),
                message.key() == null ? event.key() : message.key(),
                message.value(),
                headers(message),
                attempts,
                pause);
    }

    private static Map<String, byte[]> headers(ConsumerRecord<String, byte[]> message) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : message.headers()) {
            headers.put(header.key(), header.value());
        }
        return headers;
    }

    static Priority priority(Event event) {
        return event instanceof Event.StepDone told ? told.conduct().priority() : Priority.NORMAL;
    }

    private ExecutionSpec.PerStage conduct(Event event) {
        return event instanceof Event.StepDone told ? told.conduct().of(stage)
                : ExecutionSpec.STANDARD.of(stage);
    }

    private Optional<Step> next(Event event) {
        return event instanceof Event.StepDone told ? told.next().filter(step -> step.stage() == stage)
                : Optional.empty();
    }
}
