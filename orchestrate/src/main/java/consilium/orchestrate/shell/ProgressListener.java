package consilium.orchestrate.shell;

import consilium.kernel.event.Event.StageProgressed;
import consilium.kernel.plan.Fact;
import consilium.kernel.problem.ProblemException;
import consilium.runtime.kafka.CloudEvents;
import consilium.runtime.kafka.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Puts what workers tell of their progress on the [ProgressBoard]: a broadcast, so every process hears all of it. It
/// begins with what is told from now on, and remembers no position.
@Singleton
class ProgressListener {

    private static final Logger LOG = Logger.getLogger(ProgressListener.class);
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Topics topics;
    private final CloudEvents events;
    private final ProgressBoard board;
    private volatile boolean stopping;
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private @Nullable Thread thread;

    ProgressListener(Topics topics, CloudEvents events, ProgressBoard board) {
        this.topics = topics;
        this.events = events;
        this.board = board;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("progress").daemon().start(this::listen);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        Consumer<String, byte[]> listening = consumer;
        if (listening != null) {
            listening.wakeup();
        }
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    /// A consumer that failed is replaced: the broker may come back.
    private void listen() {
        while (!stopping) {
            try (Consumer<String, byte[]> fresh =
                    new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = fresh;
                fresh.subscribe(List.of(topics.of(Fact.STAGE_PROGRESSED)));
                while (!stopping) {
                    fresh.poll(WAIT).forEach(this::hear);
                }
            } catch (WakeupException e) {
                LOG.debug("stopping");
            } catch (KafkaException e) {
                LOG.warnf("progress is not heard for a moment: %s", e.getMessage());
                pause();
            }
        }
    }

    private void hear(ConsumerRecord<String, byte[]> message) {
        try {
            if (events.read(message) instanceof StageProgressed progress) {
                board.heard(progress);
            }
        } catch (ProblemException e) {
            LOG.debugf("progress that cannot be read: %s", e.getMessage());
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.servers(),
                ConsumerConfig.GROUP_ID_CONFIG, topics.group("orchestrate-progress-" + UUID.randomUUID()),
                ConsumerConfig.CLIENT_ID_CONFIG, "progress",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
    }

    private static void pause() {
        try {
            Thread.sleep(WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
