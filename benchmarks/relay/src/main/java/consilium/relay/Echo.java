package consilium.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Tells every fact of the chain twice more.
final class Echo implements AutoCloseable {

    private static final String MARK = "relay-echo";
    private static final List<String> FACTS = List.of(
            "dataset.requested",
            "dataset.ingested",
            "annotations.simulated",
            "labels.fused",
            "model.trained",
            "model.evaluated",
            "model.deployed");

    private final String servers;
    private final long seed;
    private final Thread thread = Thread.ofPlatform().name("echo").daemon().unstarted(this::run);
    private volatile boolean closing;
    private volatile int told;

    Echo(String servers, long seed) {
        this.servers = servers;
        this.seed = seed;
        thread.start();
    }

    private void run() {
        try (KafkaConsumer<String, String> facts = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer());
                Stutterer stutterer = new Stutterer(servers, seed)) {
            List<TopicPartition> partitions = new ArrayList<>();
            FACTS.forEach(fact -> facts.partitionsFor(Foundations.PREFIX + fact)
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition()))));
            facts.assign(partitions);
            facts.seekToBeginning(partitions);
            while (!closing) {
                facts.poll(Duration.ofMillis(100)).forEach(fact -> repeat(fact, stutterer));
                told += stutterer.held();
                stutterer.send();
            }
        }
    }

    private static void repeat(ConsumerRecord<String, String> fact, Stutterer stutterer) {
        if (fact.headers().lastHeader(MARK) == null) {
            ProducerRecord<String, String> copy = new ProducerRecord<>(
                    fact.topic(), null, fact.key(), fact.value(), List.of(fact.headers().toArray()));
            copy.headers().add(MARK, "1".getBytes(StandardCharsets.US_ASCII));
            stutterer.add(copy, 2);
        }
    }

    /// Copies sent so far.
    int told() {
        return told;
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
