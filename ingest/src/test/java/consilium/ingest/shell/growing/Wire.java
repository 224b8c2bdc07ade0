package consilium.ingest.shell.growing;

import consilium.kernel.plan.Fact;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Sends to topics and reads them from the beginning, as somebody outside the house would.
final class Wire implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;

    Wire(Topics topics) {
        this.topics = topics;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", topics.servers()), new StringSerializer(), new ByteArraySerializer());
    }

    void send(Fact fact, String event) throws Exception {
        producer.send(Publisher.structured(topics.of(fact), "somebody", event)).get();
    }

    /// The messages whose text holds a word, once there are so many; none more come in the half second after.
    List<String> await(String topic, String word, int count) {
        return await(topic, count, message -> new String(message.value(), StandardCharsets.UTF_8).contains(word),
                message -> new String(message.value(), StandardCharsets.UTF_8));
    }

    /// The causes of dead letters whose text holds a word.
    List<String> awaitProblems(String topic, String word, int count) {
        return await(topic, count, message -> new String(message.value(), StandardCharsets.UTF_8).contains(word),
                message -> new String(
                        message.headers().lastHeader("consilium-problem").value(), StandardCharsets.UTF_8));
    }

    private List<String> await(
            String topic,
            int count,
            Predicate<ConsumerRecord<String, byte[]>> wanted,
            Function<ConsumerRecord<String, byte[]>, String> read) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", topics.servers()), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            List<String> heard = new ArrayList<>();
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < until) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (wanted.test(message)) {
                        heard.add(read.apply(message));
                    }
                });
                if (heard.size() >= count) {
                    until = Math.min(until, System.nanoTime() + 500_000_000L);
                }
            }
            if (heard.size() != count) {
                throw new AssertionError(topic + " has " + heard.size() + " of them, not " + count + ": " + heard);
            }
            return heard;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
