package consilium.runtime.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One member of a share group: a thread that takes one message at a time and keeps it renewed, and a thread that works
/// on it.
///
/// Members of one process share its slots: a member that gets a message while all are taken waits a little, then lets
/// it go for another process, and asks for no other until a slot is free.
///
/// Source: KIP-932 (share groups), KIP-1222 (renewal). In explicit mode each message that was polled must be
/// acknowledged before the next poll, and a renewed one comes back from it.
final class ShareGroupWorker {

    private static final Logger LOG = Logger.getLogger(ShareGroupWorker.class);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final String name;
    private final String servers;
    private final String group;
    private final List<String> subscription;
    private final Semaphore slots;
    private final Delivery delivery;
    private final Duration lock;
    private final ExecutorService hands;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final Thread polling;
    private volatile @Nullable ShareConsumer<String, byte[]> idle;

    /// @param subscription the topics it takes messages from
    /// @param slots        how many messages this process works on at once
    /// @param lock         for how long the broker leaves a message with us unless it is renewed
    ShareGroupWorker(
            String name,
            String servers,
            String group,
            List<String> subscription,
            Semaphore slots,
            Delivery delivery,
            Duration lock) {
        this.name = name;
        this.servers = servers;
        this.group = group;
        this.subscription = List.copyOf(subscription);
        this.slots = slots;
        this.delivery = delivery;
        this.lock = lock;
        this.hands = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("consilium-work-" + name).daemon().factory());
        this.polling = Thread.ofPlatform().name("consilium-poll-" + name).daemon().unstarted(this::run);
    }

    void start() {
        polling.start();
    }

    /// Asks it to stop: what it works on is let go, for another worker.
    void stop() {
        stop.complete(null);
        hands.shutdownNow();
        ShareConsumer<String, byte[]> waiting = idle;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    void awaitStopped() throws InterruptedException {
        polling.join(GRACE.multipliedBy(3));
    }

    boolean alive() {
        return polling.isAlive() || stop.isDone();
    }

    private void run() {
        while (!stop.isDone()) {
            try (ShareConsumer<String, byte[]> consumer = open()) {
                poll(consumer);
            } catch (WakeupException e) {
                LOG.debugf("%s woken up to stop", name);
            } catch (RuntimeException e) {
                LOG.warnf("%s lost the broker, and joins again: %s", name, e.getMessage());
                pause();
            }
        }
    }

    private ShareConsumer<String, byte[]> open() {
        ShareConsumer<String, byte[]> consumer = new KafkaShareConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                        ConsumerConfig.GROUP_ID_CONFIG, group,
                        ConsumerConfig.CLIENT_ID_CONFIG, "consilium-" + name,
                        ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit",
                        ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(subscription);
        return consumer;
    }

    private void poll(ShareConsumer<String, byte[]> consumer) {
        while (!stop.isDone()) {
            if (!slotWithin(Duration.ofSeconds(1))) {
                continue;
            }
            // Not kept while we wait for messages: whoever gets one first takes it.
            slots.release();
            idle = consumer;
            Iterable<ConsumerRecord<String, byte[]>> messages = consumer.poll(IDLE);
            idle = null;
            messages.forEach(message -> take(consumer, message));
        }
    }

    private void take(ShareConsumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> message) {
        if (!slotWithin(renewal(consumer))) {
            acknowledge(consumer, message, AcknowledgeType.RELEASE);
            return;
        }
        try {
            work(consumer, message);
        } finally {
            slots.release();
        }
    }

    private boolean slotWithin(Duration patience) {
        try {
            return slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void work(ShareConsumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> message) {
        CompletableFuture<AcknowledgeType> work =
                CompletableFuture.supplyAsync(() -> delivery.settle(message), hands);
        boolean held = true;
        while (!ended(work, renewal(consumer))) {
            if (stop.isDone()) {
                break;
            }
            held = held && renew(consumer, message);
        }
        if (held) {
            acknowledge(consumer, message, outcome(work));
        }
    }

    private void acknowledge(
            ShareConsumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> message, AcknowledgeType type) {
        consumer.acknowledge(message, type);
        consumer.commitSync(GRACE).values().forEach(this::warn);
    }

    /// A third of the lock: two renewals may fail before the message is given to another.
    private Duration renewal(ShareConsumer<String, byte[]> consumer) {
        Optional<Integer> granted = consumer.acquisitionLockTimeoutMs();
        return granted.map(Duration::ofMillis).orElse(lock).dividedBy(3);
    }

    /// Waits until the work is done, or we are to stop, or the time is up.
    private boolean ended(CompletableFuture<AcknowledgeType> work, Duration patience) {
        try {
            CompletableFuture.anyOf(work, stop).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return work.isDone();
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean renew(ShareConsumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> message) {
        consumer.acknowledge(message, AcknowledgeType.RENEW);
        List<KafkaException> failures = consumer.commitSync(GRACE).values().stream()
                .flatMap(Optional::stream)
                .toList();
        if (!failures.isEmpty()) {
            LOG.warnf("%s could not keep its message, which another may get too: %s", name, failures);
            return false;
        }
        return cameBack(consumer, message);
    }

    private boolean cameBack(ShareConsumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> message) {
        boolean back = false;
        for (ConsumerRecord<String, byte[]> polled : consumer.poll(GRACE)) {
            boolean same = polled.topic().equals(message.topic())
                    && polled.partition() == message.partition()
                    && polled.offset() == message.offset();
            if (same) {
                back = true;
            } else {
                consumer.acknowledge(polled, AcknowledgeType.RELEASE);
            }
        }
        return back;
    }

    /// The work's own word when it ends within the grace, else the message is let go.
    private AcknowledgeType outcome(CompletableFuture<AcknowledgeType> work) {
        try {
            return work.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf(e, "%s lets its message go", name);
            return AcknowledgeType.RELEASE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return AcknowledgeType.RELEASE;
        }
    }

    /// The effect is recorded all the same: when the message comes again, that is noticed.
    private void warn(Optional<KafkaException> failure) {
        failure.ifPresent(e -> LOG.warnf("%s could not acknowledge a message: %s", name, e.getMessage()));
    }

    private void pause() {
        try {
            stop.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.tracef("%s tries again", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
