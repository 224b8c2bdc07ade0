package consilium.runtime.dead;

import consilium.kernel.problem.Problem;
import consilium.runtime.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// The broker's topics of dead letters, opened for one question.
final class DeadTopics implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ENDING = ".dead";

    private final String prefix;
    private final Admin admin;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, TopicDescription> byGroup = new TreeMap<>();

    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`
    DeadTopics(Topics topics) {
        this.prefix = topics.prefix();
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, topics.servers(),
                AdminClientConfig.CLIENT_ID_CONFIG, "consilium-dead"));
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.servers(),
                        ConsumerConfig.CLIENT_ID_CONFIG, "consilium-dead",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        try {
            find();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void find() {
        List<String> names = await(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix) && name.endsWith(ENDING))
                .toList();
        await(admin.describeTopics(names).allTopicNames())
                .forEach((name, topic) -> byGroup.put(
                        name.substring(prefix.length(), name.length() - ENDING.length()), topic));
    }

    Collection<String> groups() {
        return byGroup.keySet();
    }

    /// @throws consilium.kernel.problem.ProblemException `NotFound`
    TopicDescription topic(String group) {
        TopicDescription topic = byGroup.get(group);
        if (topic == null) {
            throw new Problem.NotFound("dead letters of", group + "; there are those of "
                    + String.join(", ", byGroup.keySet())).toException();
        }
        return topic;
    }

    /// The newest letters of a group, so many of each partition.
    List<ConsumerRecord<String, byte[]>> newest(String group, long limit) {
        return onBroker(() -> {
            List<TopicPartition> partitions = partitions(group);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> from = new HashMap<>();
            ends.forEach(
                    (partition, end) -> from.put(partition, Math.max(begins.getOrDefault(partition, 0L), end - limit)));
            return read(from, ends);
        });
    }

    Optional<ConsumerRecord<String, byte[]>> find(LetterId id) {
        return onBroker(() -> {
            Optional<TopicPartition> partition = partitions(id.group()).stream()
                    .filter(candidate -> candidate.partition() == id.partition())
                    .findFirst();
            if (partition.isEmpty()) {
                return Optional.empty();
            }
            List<TopicPartition> one = List.of(partition.get());
            long begin = consumer.beginningOffsets(one).getOrDefault(partition.get(), 0L);
            long end = consumer.endOffsets(one).getOrDefault(partition.get(), 0L);
            return id.offset() < begin || id.offset() >= end
                    ? Optional.empty()
                    : read(Map.of(partition.get(), id.offset()), Map.of(partition.get(), id.offset() + 1)).stream()
                            .findFirst();
        });
    }

    /// Throws away what died before that moment.
    ///
    /// @return how many
    long purge(String group, Instant before) {
        return onBroker(() -> {
            List<TopicPartition> partitions = partitions(group);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> asked = new HashMap<>();
            partitions.forEach(partition -> asked.put(partition, before.toEpochMilli()));
            Map<TopicPartition, OffsetAndTimestamp> firstKept = consumer.offsetsForTimes(asked);
            Map<TopicPartition, RecordsToDelete> doomed = new HashMap<>();
            long count = 0;
            for (TopicPartition partition : partitions) {
                OffsetAndTimestamp kept = firstKept.get(partition);
                long until = kept == null ? ends.getOrDefault(partition, 0L) : kept.offset();
                count += Math.max(0, until - begins.getOrDefault(partition, 0L));
                doomed.put(partition, RecordsToDelete.beforeOffset(until));
            }
            await(admin.deleteRecords(doomed).all());
            return count;
        });
    }

    private List<ConsumerRecord<String, byte[]>> read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (from.keySet().stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            if (System.nanoTime() > until) {
                throw unavailable("the dead letters were not read within " + PATIENCE.toSeconds() + " s", null);
            }
            for (ConsumerRecord<String, byte[]> letter : consumer.poll(Duration.ofMillis(200))) {
                if (letter.offset() < ends.getOrDefault(new TopicPartition(letter.topic(), letter.partition()), 0L)) {
                    read.add(letter);
                }
            }
        }
        read.sort(Comparator.comparingLong(ConsumerRecord<String, byte[]>::timestamp).reversed());
        return read;
    }

    private List<TopicPartition> partitions(String group) {
        TopicDescription topic = topic(group);
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(Duration.ofSeconds(5));
    }

    private static <T> T onBroker(java.util.function.Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unavailable(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw unavailable("no answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted while asking", e);
        }
    }

    private static RuntimeException unavailable(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem = new Problem.DependencyUnavailable("broker", why);
        return cause == null ? problem.toException() : problem.toException(cause);
    }
}
