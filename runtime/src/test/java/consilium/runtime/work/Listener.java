package consilium.runtime.work;

import consilium.kernel.event.Event;
import consilium.runtime.kafka.CloudEvents;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads a topic from its beginning, as a dashboard would.
final class Listener implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CloudEvents events = new CloudEvents(URI.create("/test"));
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> heard = new ArrayList<>();

    Listener(String servers, String topic) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /// Waits for the first message that fits.
    ConsumerRecord<String, byte[]> message(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            for (ConsumerRecord<String, byte[]> message : heard) {
                if (wanted.test(message)) {
                    return message;
                }
            }
            consumer.poll(Duration.ofMillis(100)).forEach(heard::add);
        }
        throw new AssertionError(
                "nothing of the kind was told; heard " + heard.stream().map(ConsumerRecord::key).toList());
    }

    Event.StepDone done(String experiment, String step) {
        ConsumerRecord<String, byte[]> message = message(told -> events.read(told) instanceof Event.StepDone done
                && done.experiment().equals(experiment)
                && done.done().filter(it -> it.step().equals(step)).isPresent());
        return (Event.StepDone) events.read(message);
    }

    /// Everything of one experiment that was told until nothing more came for a moment.
    List<Event> all(String experiment, Duration silence) {
        long until = System.nanoTime() + silence.toNanos();
        while (System.nanoTime() < until) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                heard.add(message);
                until = System.nanoTime() + silence.toNanos();
            }
        }
        return heard.stream()
                .filter(message -> message.key().startsWith(experiment + "/"))
                .map(events::read)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
