package consilium.runtime.work;

import consilium.kernel.problem.ProblemException;
import consilium.runtime.kafka.Broker;
import consilium.runtime.kafka.BrokerTooOldException;
import consilium.runtime.kafka.CloudEvents;
import consilium.runtime.kafka.Topics;
import consilium.runtime.ledger.OutboxSender;
import consilium.runtime.queue.SlotPools;
import consilium.runtime.queue.StepQueue;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Starts this process's part of each share group once the broker is ready, and stops it before anything else goes.
@ApplicationScoped
public class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final int BROKER_TOO_OLD = 69;

    private final Topics topics;
    private final Broker broker;
    private final CloudEvents events;
    private final DeadLetters dead;
    private final WorkSettings settings;
    private final Closing closing;
    private final Meters meters;
    private final OutboxSender outbox;
    private final boolean enabled;
    private final Duration lock;
    private final Map<String, EventHandler> handlers = new LinkedHashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final StepQueue queue;
    private final SlotPools pools;
    private final String worker;
    private @Nullable QueueWatch watch;
    private volatile boolean ready;

    Workers(
            Topics topics,
            Broker broker,
            CloudEvents events,
            DeadLetters dead,
            WorkSettings settings,
            Closing closing,
            Meters meters,
            OutboxSender outbox,
            StepQueue queue,
            SlotPools pools,
            Surroundings surroundings,
            Stages stages,
            StageRunner runner,
            @Any Instance<EventHandler> others,
            @ConfigProperty(name = "consilium.work.enabled") boolean enabled,
            @ConfigProperty(name = "consilium.work.groups") Optional<Set<String>> groups,
            @ConfigProperty(name = "consilium.work.lock") Duration lock) {
        this.topics = topics;
        this.broker = broker;
        this.events = events;
        this.dead = dead;
        this.settings = settings;
        this.closing = closing;
        this.meters = meters;
        this.outbox = outbox;
        this.queue = queue;
        this.pools = pools;
        this.worker = surroundings.worker();
        this.enabled = enabled;
        this.lock = lock;
        stages.all().forEach(stage -> add(new StageHandler(stage, runner)));
        others.forEach(this::add);
        groups.ifPresent(this::keep);
    }

    private void keep(Set<String> wanted) {
        Set<String> unknown = new TreeSet<>(wanted);
        unknown.removeAll(handlers.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("consilium.work.groups names " + String.join(", ", unknown)
                    + "; here are " + String.join(", ", handlers.keySet()));
        }
        handlers.keySet().retainAll(wanted);
    }

    /// Whether topics and groups are there and the workers have begun.
    public boolean ready() {
        return ready || !enabled;
    }

    /// Whether no worker has died of something; says nothing of how much there is to do, or of broker and database.
    public synchronized boolean alive() {
        return outbox.alive() && groups.stream().allMatch(Group::alive);
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            Thread.ofPlatform().name("consilium-start").daemon().start(this::startWhenReady);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        closing.begin();
        List<Group> stopping = stopping();
        stopping.forEach(Group::stop);
        try {
            for (Group group : stopping) {
                group.awaitStopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbox.stop();
    }

    private void add(EventHandler handler) {
        EventHandler other = handlers.put(handler.group(), handler);
        if (other != null) {
            throw new IllegalStateException("two handlers want the group " + handler.group() + ": "
                    + other.getClass().getName() + " and " + handler.getClass().getName());
        }
    }

    private void startWhenReady() {
        try {
            for (int attempt = 1; !prepared(attempt); attempt++) {
                Thread.sleep(settings.backoff(Math.min(attempt, 3)));
            }
            outbox.start();
            startWorkers();
            ready = true;
        } catch (BrokerTooOldException e) {
            LOG.fatal(e.getMessage());
            Quarkus.asyncExit(BROKER_TOO_OLD);
        } catch (ClosingException e) {
            LOG.debug("stopped before the broker was there");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean prepared(int attempt) {
        if (closing.begun()) {
            throw new ClosingException();
        }
        try {
            broker.prepare(handlers.keySet());
            return true;
        } catch (ProblemException e) {
            LOG.logf(
                    attempt == 1 ? Logger.Level.WARN : Logger.Level.DEBUG,
                    "waiting for the broker at %s: %s",
                    topics.servers(),
                    e.problem().detail());
            return false;
        }
    }

    private synchronized void startWorkers() {
        if (closing.begun()) {
            return;
        }
        List<StageLine> lines = new ArrayList<>();
        for (EventHandler handler : handlers.values()) {
            groups.add(handler instanceof StageHandler stage
                    ? stageGroup(stage, lines)
                    : new ShareGroup(
                            topics, handler, settings.slots(handler.group()), delivery(handler, Admission.FREE), lock));
        }
        groups.forEach(Group::start);
        if (!lines.isEmpty()) {
            watch = new QueueWatch(queue, lines, meters, settings.queueLook());
        }
        LOG.infof("working for %s at %s", String.join(", ", handlers.keySet()), topics.servers());
    }

    private StageGroup stageGroup(StageHandler handler, List<StageLine> lines) {
        int width = settings.slots(handler.group());
        Semaphore slots = new Semaphore(width, true);
        StageLine line = new StageLine(
                handler.stage(), queue, worker, pools.limits(handler.stage()), settings.queuePatience(), slots);
        lines.add(line);
        TurnTaker turns =
                new TurnTaker(line, queue, delivery(handler, line.byTurn()), slots, worker, settings.lease());
        return StageGroup.of(
                topics, handler, slots, width, line, delivery(handler, line), turns,
                () -> new Lookout(topics, broker, events, line), lock);
    }

    private Delivery delivery(EventHandler handler, Admission admission) {
        return new Delivery(handler, events, dead, settings, closing, meters, broker.deliveries(), admission);
    }

    private synchronized List<Group> stopping() {
        if (watch != null) {
            watch.stop();
        }
        return List.copyOf(groups);
    }
}
