package consilium.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A fixed set of experiments, the same each time by their seeds, requested a few at a time until all have ended or
/// nothing has for too long.
final class Batch {

    private static final Duration STEP = Duration.ofMillis(200);

    private final String servers;
    private final long seed;
    private final int experiments;
    private final int inFlight;
    private final Map<String, Long> sent = new HashMap<>();
    private final Map<String, Double> millis = new HashMap<>();

    /// @param inFlight how many are under way at once
    Batch(Foundations foundations, long seed, int experiments, int inFlight) {
        this.servers = foundations.kafka();
        this.seed = seed;
        this.experiments = experiments;
        this.inFlight = inFlight;
    }

    /// The experiments' ids.
    static String id(int number) {
        return String.format(Locale.ROOT, "batch-%05d", number);
    }

    /// As a CloudEvent in structured mode.
    ///
    /// @param number of the experiment, from 0
    static ProducerRecord<String, String> request(long seed, int number) {
        String id = id(number);
        long own = (seed << 24) + number;
        ProducerRecord<String, String> request = new ProducerRecord<>(
                Foundations.PREFIX + "experiment.requested", id, Driver.event(id, own));
        request.headers()
                .add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.US_ASCII));
        return request;
    }

    /// @param allowed how many may have been requested when so many have ended
    /// @param stuck   for how long nothing may end before the rest is given up
    /// @return milliseconds from request to completion, by experiment; those that did not end are missing
    Map<String, Double> run(IntUnaryOperator allowed, Duration stuck) {
        try (KafkaProducer<String, String> requests = producer(servers)) {
            return run(allowed, stuck, requests::send);
        }
    }

    /// @param sender takes each request
    Map<String, Double> run(
            IntUnaryOperator allowed, Duration stuck, Consumer<ProducerRecord<String, String>> sender) {
        try (KafkaConsumer<String, String> ends = ends()) {
            long last = System.nanoTime();
            int asked = 0;
            while (millis.size() < experiments && System.nanoTime() - last < stuck.toNanos()) {
                int limit =
                        Math.min(experiments, Math.min(millis.size() + inFlight, allowed.applyAsInt(millis.size())));
                for (; asked < limit; asked++) {
                    sent.put(id(asked), System.nanoTime());
                    sender.accept(request(seed, asked));
                }
                if (heard(ends)) {
                    last = System.nanoTime();
                }
            }
        }
        return millis;
    }

    Map<String, Double> run(Duration stuck) {
        return run(ended -> experiments, stuck);
    }

    private boolean heard(KafkaConsumer<String, String> ends) {
        int before = millis.size();
        for (ConsumerRecord<String, String> message : ends.poll(STEP)) {
            Long at = sent.get(message.key());
            if (at != null) {
                millis.putIfAbsent(message.key(), (System.nanoTime() - at) / 1e6);
            }
        }
        return millis.size() > before;
    }

    static KafkaProducer<String, String> producer(String servers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", 0), new StringSerializer(),
                new StringSerializer());
    }

    private KafkaConsumer<String, String> ends() {
        KafkaConsumer<String, String> ends = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        String topic = Foundations.PREFIX + "experiment.completed";
        var partitions = ends.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        ends.assign(partitions);
        ends.seekToBeginning(List.copyOf(partitions));
        return ends;
    }
}
