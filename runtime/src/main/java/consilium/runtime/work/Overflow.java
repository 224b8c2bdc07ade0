package consilium.runtime.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jboss.logging.Logger;

/// Empties a stage's topics into the queue while their order is unfair, so that what comes last may go first.
///
/// It joins the group only then, and takes what lies there: what is told meanwhile goes as a rule to a worker that is
/// free, who is already waiting for it at the broker. As long as it is a member it goes on asking, since what the broker
/// gave it between two polls is nobody else's; what it leaves behind when it leaves goes back at once.
final class Overflow {

    private static final Logger LOG = Logger.getLogger(Overflow.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration STAY = Duration.ofSeconds(3);

    /// Messages at once.
    static final int MOST = 200;

    /// How long the broker waits for messages when there are none.
    static final Duration WAIT = Duration.ofMillis(10);

    private final String name;
    private final StageLine line;
    private final Delivery delivery;
    private final Supplier<Lookout> lookouts;
    private final Function<String, ShareConsumer<String, byte[]>> members;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    /// @param lookouts opens a look at what waits in the topics
    /// @param members  opens a member of the group, of that name
    Overflow(
            String group,
            StageLine line,
            Delivery delivery,
            Supplier<Lookout> lookouts,
            Function<String, ShareConsumer<String, byte[]>> members) {
        this.name = group + "-overflow";
        this.line = line;
        this.delivery = delivery;
        this.lookouts = lookouts;
        this.members = members;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stop.countDown();
    }

    void awaitStopped() throws InterruptedException {
        thread.join(Duration.ofSeconds(5));
    }

    private void run() {
        while (!stopped(LOOK)) {
            if (line.crowded()) {
                try (Lookout lookout = lookouts.get()) {
                    watch(lookout);
                } catch (RuntimeException e) {
                    LOG.debugf(e, "%s lost the broker or the database", name);
                }
            }
        }
    }

    private void watch(Lookout lookout) {
        long crowded = System.nanoTime();
        while (System.nanoTime() - crowded < STAY.toNanos() && !stopped(LOOK)) {
            crowded = line.crowded() ? System.nanoTime() : crowded;
            if (line.unfair(lookout)) {
                try (ShareConsumer<String, byte[]> consumer = members.apply(name)) {
                    drain(consumer, lookout);
                }
            }
        }
    }

    private void drain(ShareConsumer<String, byte[]> consumer, Lookout lookout) {
        long unfair = System.nanoTime();
        while (System.nanoTime() - unfair < STAY.toNanos() && !stopped(Duration.ZERO)) {
            List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
            consumer.poll(POLL).forEach(messages::add);
            if (!messages.isEmpty()) {
                take(consumer, messages);
            } else if (line.unfair(lookout)) {
                unfair = System.nanoTime();
            } else {
                stopped(LOOK);
            }
        }
    }

    private void take(ShareConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> messages) {
        List<AcknowledgeType> outcomes = delivery.setAside(messages);
        for (int i = 0; i < messages.size(); i++) {
            consumer.acknowledge(messages.get(i), outcomes.get(i));
        }
        consumer.commitSync(Duration.ofSeconds(5));
        LOG.debugf("%s queued %d messages", name, messages.size());
        if (outcomes.contains(AcknowledgeType.RELEASE)) {
            stopped(Duration.ofSeconds(5));
        }
    }

    private boolean stopped(Duration pause) {
        try {
            return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
