package consilium.runtime.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One member of a share group: a thread that takes a message, or as many as its handler wants together, and keeps them
/// renewed, and a thread that works on them.
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

    /// Nothing is kept waiting behind work that takes longer.
    private static final Duration LONG = Duration.ofSeconds(1);

    /// Where a few messages came together others are on their way: whoever asks for them a little later asks less often,
    /// and each question costs the broker as much as a message.
    private static final Duration LULL = Duration.ofMillis(15);

    private final String name;
    private final String servers;
    private final String group;
    private final List<String> subscription;
    private final IntSupplier atOnce;
    private final boolean together;
    private final Semaphore slots;
    private final Delivery delivery;
    private final Duration lock;
    private final ExecutorService hands;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final Thread polling;
    private volatile @Nullable ShareConsumer<String, byte[]> idle;

    /// @param subscription the topics it takes messages from
    /// @param atOnce       how many messages it takes at once
    /// @param together     whether those are worked on together
    /// @param slots        how many messages this process works on at once
    /// @param lock         for how long the broker leaves a message with us unless it is renewed
    ShareGroupWorker(
            String name,
            String servers,
            String group,
            List<String> subscription,
            IntSupplier atOnce,
            boolean together,
            Semaphore slots,
            Delivery delivery,
            Duration lock) {
        this.name = name;
        this.servers = servers;
        this.group = group;
        this.subscription = List.copyOf(subscription);
        this.atOnce = atOnce;
        this.together = together;
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
            int many = atOnce.getAsInt();
            try (ShareConsumer<String, byte[]> consumer = open(many)) {
                poll(consumer, many);
            } catch (WakeupException e) {
                LOG.debugf("%s woken up to stop", name);
            } catch (RuntimeException e) {
                LOG.warnf("%s lost the broker, and joins again: %s", name, e.getMessage());
                pause(Duration.ofSeconds(1));
            }
        }
    }

    private ShareConsumer<String, byte[]> open(int many) {
        return open(name, servers, group, subscription, many, Map.of());
    }

    /// A member of a share group.
    ///
    /// @param more settings of Kafka's
    static ShareConsumer<String, byte[]> open(
            String name,
            String servers,
            String group,
            List<String> subscription,
            int many,
            Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                ConsumerConfig.GROUP_ID_CONFIG, group,
                ConsumerConfig.CLIENT_ID_CONFIG, "consilium-" + name,
                ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit",
                ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, many));
        settings.putAll(more);
        ShareConsumer<String, byte[]> consumer =
                new KafkaShareConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(subscription);
        return consumer;
    }

    /// Until it is to take more at once, or fewer, for which Kafka wants another consumer.
    private void poll(ShareConsumer<String, byte[]> consumer, int many) {
        while (!stop.isDone() && atOnce.getAsInt() == many) {
            if (!slots.tryAcquire()) {
                // Until the next poll, with which it would travel otherwise, what was acknowledged last must not wait.
                consumer.commitAsync();
                if (!slotWithin(Duration.ofSeconds(1))) {
                    continue;
                }
            }
            // Not kept while we wait for messages: whoever gets one first takes it.
            slots.release();
            idle = consumer;
            ConsumerRecords<String, byte[]> messages = consumer.poll(IDLE);
            idle = null;
            if (!messages.isEmpty()) {
                take(consumer, listed(messages));
            }
            if (messages.count() > 1 && messages.count() < many) {
                pause(LULL);
            }
        }
    }

    private void take(ShareConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> messages) {
        if (slotFor(consumer, messages)) {
            try {
                work(consumer, messages);
            } finally {
                slots.release();
            }
        }
    }

    /// A slot, unless turns decide who has one, or none is free soon: then the messages join the queue. Where there is no
    /// queue they wait a little longer, and are let go.
    ///
    /// @return whether there is a slot now; else the messages are settled
    private boolean slotFor(ShareConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> messages) {
        if (delivery.turnsDecide() && queued(consumer, messages)) {
            return false;
        }
        if (slotWithin(LONG)) {
            return true;
        }
        if (queued(consumer, messages)) {
            return false;
        }
        if (slotWithin(renewal(consumer))) {
            return true;
        }
        letGo(consumer, messages);
        return false;
    }

    private boolean queued(ShareConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> messages) {
        boolean queued = delivery.queued(messages);
        if (queued) {
            acknowledge(consumer, messages, Collections.nCopies(messages.size(), AcknowledgeType.ACCEPT));
        }
        return queued;
    }

    private boolean slotWithin(Duration patience) {
        try {
            return slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void work(ShareConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> messages) {
        Batch batch = together ? Batch.together(messages) : Batch.oneByOne(messages);
        CompletableFuture<Void> work = CompletableFuture.runAsync(() -> batch.work(this::settle), hands);
        boolean held = true;
        long renewed = System.nanoTime();
        Duration renewal = renewal(consumer);
        while (!ended(work, batch.open() ? LONG : renewal) && !stop.isDone()) {
            letGo(consumer, batch.takeBack(LONG));
            if (System.nanoTime() - renewed >= renewal.toNanos()) {
                held = held && renew(consumer, batch.messages());
                renewed = System.nanoTime();
            }
        }
        letGo(consumer, batch.takeBack(Duration.ZERO));
        if (held) {
            awaitEnd(work);
            acknowledge(consumer, batch.messages(), batch.words());
        } else if (!stop.isDone()) {
            // A consumer whose renewed message does not come back waits for it for ever, busily, and takes no other.
            throw new KafkaException("a message that was being worked on was not renewed");
        }
    }

    private List<AcknowledgeType> settle(List<ConsumerRecord<String, byte[]>> messages) {
        return stop.isDone() ? Collections.nCopies(messages.size(), AcknowledgeType.RELEASE)
                : delivery.settle(messages);
    }

    private static void letGo(
            ShareConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> messages) {
        if (!messages.isEmpty()) {
            messages.forEach(message -> consumer.acknowledge(message, AcknowledgeType.RELEASE));
            consumer.commitAsync();
        }
    }

    /// The broker hears it with the next poll, which follows at once: the effect is recorded, and when the message comes
    /// again all the same, that is noticed.
    private static void acknowledge(
            ShareConsumer<String, byte[]> consumer,
            List<ConsumerRecord<String, byte[]>> messages,
            List<AcknowledgeType> types) {
        for (int i = 0; i < messages.size(); i++) {
            consumer.acknowledge(messages.get(i), types.get(i));
        }
    }

    /// A third of the lock: two renewals may fail before the message is given to another.
    private Duration renewal(ShareConsumer<String, byte[]> consumer) {
        Optional<Integer> granted = consumer.acquisitionLockTimeoutMs();
        return granted.map(Duration::ofMillis).orElse(lock).dividedBy(3);
    }

    /// Waits until the work is done, or we are to stop, or the time is up.
    private boolean ended(CompletableFuture<?> work, Duration patience) {
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

    private boolean renew(ShareConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> messages) {
        messages.forEach(message -> consumer.acknowledge(message, AcknowledgeType.RENEW));
        List<KafkaException> failures = consumer.commitSync(GRACE).values().stream()
                .flatMap(Optional::stream)
                .toList();
        if (!failures.isEmpty()) {
            LOG.warnf("%s could not keep its message, which another may get too: %s", name, failures);
            return false;
        }
        return cameBack(consumer, messages);
    }

    /// Whatever else comes with them is for another: it joins the queue, where there is one, since a worker that is busy
    /// could be given again what it lets go.
    private boolean cameBack(ShareConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> messages) {
        Set<Place> missing = messages.stream().map(Place::of).collect(Collectors.toCollection(HashSet::new));
        for (int polls = 0; polls < messages.size() && !missing.isEmpty(); polls++) {
            for (ConsumerRecord<String, byte[]> polled : consumer.poll(GRACE)) {
                if (!missing.remove(Place.of(polled))) {
                    consumer.acknowledge(
                            polled,
                            delivery.queued(List.of(polled)) ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
                }
            }
        }
        if (!missing.isEmpty()) {
            LOG.warnf("%s could not keep its message, which another may get too: it did not come back", name);
        }
        return missing.isEmpty();
    }

    /// Work that was stopped may have a word to say if it ends within the grace.
    private void awaitEnd(CompletableFuture<Void> work) {
        try {
            work.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf(e, "%s lets its messages go", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ConsumerRecord<String, byte[]>> listed(ConsumerRecords<String, byte[]> messages) {
        List<ConsumerRecord<String, byte[]>> list = new ArrayList<>();
        messages.forEach(list::add);
        return List.copyOf(list);
    }

    private record Place(String topic, int partition, long offset) {
        static Place of(ConsumerRecord<String, byte[]> message) {
            return new Place(message.topic(), message.partition(), message.offset());
        }
    }

    private void pause(Duration time) {
        try {
            stop.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.tracef("%s goes on", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
