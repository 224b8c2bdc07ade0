package consilium.runtime.kafka;

import consilium.kernel.event.Event;
import consilium.kernel.problem.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The process's one producer: idempotent, and done only when every replica in sync has the record.
@ApplicationScoped
public class Publisher {

    /// The largest event: a plan of some ten thousand steps.
    static final int LARGEST = 8 << 20;

    private final Topics topics;
    private final CloudEvents events;
    private final Producer<String, byte[]> producer;

    Publisher(Topics topics, CloudEvents events) {
        this.topics = topics;
        this.events = events;
        this.producer = new KafkaProducer<>(
                Map.of(
                        // Kafka 4 keeps a record for five milliseconds, in case another comes. While one request is
                        // under way others gather anyway, and each hop of an experiment would pay for it.
                        ProducerConfig.LINGER_MS_CONFIG, 0,
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.servers(),
                        ProducerConfig.CLIENT_ID_CONFIG, "consilium",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /// Sends an event as it is now, past the outbox: for what may be lost.
    public void tell(Event event) {
        var unused = send(structured(topics.of(event.fact()), event.key(), events.write(event)));
    }

    /// Sends without waiting.
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> message) {
        return producer.send(message);
    }

    /// Waits until the broker has it.
    ///
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`
    public static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new Problem.DependencyUnavailable("broker", String.valueOf(e.getCause())).toException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.DependencyUnavailable("broker", "interrupted while sending").toException(e);
        }
    }

    /// @param text a CloudEvent in structured mode
    public static ProducerRecord<String, byte[]> structured(String topic, String key, String text) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(topic, key, text.getBytes(StandardCharsets.UTF_8));
        message.headers().add("content-type", (CloudEvents.STRUCTURED + "; charset=UTF-8")
                .getBytes(StandardCharsets.US_ASCII));
        return message;
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
