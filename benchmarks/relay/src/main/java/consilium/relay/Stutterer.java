package consilium.relay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Sends what it was given several times over, in an order drawn by lot, from two producers.
final class Stutterer implements AutoCloseable {

    private final List<KafkaProducer<String, String>> producers;
    private final Random random;
    private final List<ProducerRecord<String, String>> held = new ArrayList<>();

    Stutterer(String servers, long seed) {
        this.producers = List.of(Batch.producer(servers), Batch.producer(servers));
        this.random = new Random(seed);
    }

    void add(ProducerRecord<String, String> message, int copies) {
        held.addAll(Collections.nCopies(copies, message));
    }

    int held() {
        return held.size();
    }

    void send() {
        Collections.shuffle(held, random);
        for (int i = 0; i < held.size(); i++) {
            ProducerRecord<String, String> message = held.get(i);
            // A record is its producer's once it is sent: its headers are closed.
            producers.get(i % 2).send(new ProducerRecord<>(
                    message.topic(), null, message.key(), message.value(), List.of(message.headers().toArray())));
        }
        held.clear();
        producers.forEach(KafkaProducer::flush);
    }

    @Override
    public void close() {
        producers.forEach(KafkaProducer::close);
    }
}
