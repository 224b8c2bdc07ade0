package consilium.runtime.work;

import consilium.kernel.event.Event;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.spec.ExecutionSpec.Priority;
import consilium.runtime.kafka.Broker;
import consilium.runtime.kafka.CloudEvents;
import consilium.runtime.kafka.Topics;
import consilium.runtime.queue.Backlog.Arrival;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Looks at what waits in a stage's topics and takes none of it: a reader beside the share group.
///
/// At first it looks at a message's key alone, and at whether anything is said of its execution. That shows more than
/// there is, such as steps of other stages, so where fair share or priorities might matter it reads everything.
final class Lookout implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    /// What lies behind so many messages is looked at when it comes nearer.
    private static final int FAR = 20_000;
    private static final String SAYS_HOW = "\"execution\"";

    private final StageLine line;
    private final CloudEvents events;
    private final KafkaConsumer<String, byte[]> reader;
    private final List<Seen> waiting = new ArrayList<>();
    private boolean thorough;

    /// @throws org.apache.kafka.common.KafkaException    when the broker does not answer
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`
    Lookout(Topics topics, Broker broker, CloudEvents events, StageLine line) {
        this.line = line;
        this.events = events;
        this.reader = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.servers(),
                        ConsumerConfig.CLIENT_ID_CONFIG, "consilium-lookout-" + line.stage().label(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, FAR / 10,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.dividedBy(2).toMillis()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = line.stage().follows().stream()
                    .flatMap(fact -> reader.partitionsFor(topics.of(fact)).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            reader.assign(partitions);
            broker.begins(topics.group(line.stage().label()), partitions).forEach(this::seek);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /// The stage's steps that wait in the topics, those in front first.
    List<Arrival> look() {
        waiting.removeIf(seen -> seen.offset() < line.beginnings().front(seen.partition()));
        while (waiting.size() < FAR) {
            ConsumerRecords<String, byte[]> read = reader.poll(POLL);
            if (read.isEmpty()) {
                break;
            }
            read.forEach(this::see);
        }
        return waiting.stream().map(Seen::step).flatMap(Optional::stream).toList();
    }

    /// Whether all that can matter is known of each message.
    boolean thorough() {
        return thorough;
    }

    /// Looks at everything again, and from now on at all there is in it.
    List<Arrival> lookThoroughly() {
        thorough = true;
        Map<TopicPartition, Long> begins = new HashMap<>();
        waiting.forEach(seen -> begins.merge(seen.partition(), seen.offset(), Math::min));
        waiting.clear();
        begins.forEach(this::seek);
        return look();
    }

    private void seek(TopicPartition partition, long offset) {
        reader.seek(partition, Math.max(offset, line.beginnings().front(partition)));
    }

    private void see(ConsumerRecord<String, byte[]> message) {
        waiting.add(new Seen(
                new TopicPartition(message.topic(), message.partition()),
                message.offset(),
                thorough ? step(message) : Optional.of(glimpse(message))));
    }

    /// What says nothing of its execution has the standard priority.
    private static Arrival glimpse(ConsumerRecord<String, byte[]> message) {
        boolean says = new String(message.value(), StandardCharsets.ISO_8859_1).contains(SAYS_HOW);
        return new Arrival(experiment(message.key()), says ? Priority.URGENT : Priority.NORMAL);
    }

    private static String experiment(@Nullable String key) {
        return key == null ? "" : key.replaceFirst("/.*", "");
    }

    private Optional<Arrival> step(ConsumerRecord<String, byte[]> message) {
        try {
            Event event = events.read(message);
            return line.queues(event)
                    ? Optional.of(new Arrival(event.experiment(), StageLine.priority(event)))
                    : Optional.empty();
        } catch (ProblemException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    /// @param step of the stage; nothing where it is another's
    private record Seen(TopicPartition partition, long offset, Optional<Arrival> step) {}
}
