package consilium.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Requests experiments by events and hears of their completion by events, as a client outside would. Each experiment
/// has a seed of its own, so that nothing is reused.
final class Driver implements Load {

    private static final String REQUEST = """
            {"specversion":"1.0","id":"%s","source":"/relay","type":"consilium.experiment.requested.v1",\
            "datacontenttype":"application/json","data":{"experiment":"%s","spec":%s}}""";

    /// One chain: ingest, simulate, fuse, train, evaluate, deploy.
    private static final String SPEC = """
            {"name":"relay","seed":%d,\
            "dataset":{"kind":"phantoms","images":10},\
            "annotations":{"simulated":[{"kind":"good","name":"good"}]},\
            "methods":{"cnn":{"kind":"cnn","fusion":{"kind":"majority-vote"}}},\
            "gate":{"metric":"dice","atLeast":0.5}%s}""";

    private static final String URGENT = ",\"execution\":{\"priority\":\"urgent\"}";

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String topic;
    private final KafkaProducer<String, String> requests;
    private final KafkaConsumer<String, String> completions;
    private final Map<String, Long> sent = new HashMap<>();
    private long next = Math.floorMod(run.hashCode(), 1L << 31) << 20;

    Driver(String servers, String prefix) {
        this.topic = prefix + "experiment.requested";
        this.requests = Batch.producer(servers);
        this.completions = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = completions.partitionsFor(prefix + "experiment.completed").stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        completions.assign(partitions);
        completions.seekToEnd(partitions);
        partitions.forEach(completions::position);
    }

    /// Milliseconds from each request to its completion.
    record Among(List<Double> urgent, List<Double> others) {}

    /// Keeps some experiments under way until the time is up, and an urgent one beside them, then waits for the rest.
    ///
    Among amongMany(Duration time, int inFlight) {
        Among millis = new Among(new ArrayList<>(), new ArrayList<>());
        Set<String> urgent = new HashSet<>();
        long begun = System.nanoTime();
        while (true) {
            boolean open = System.nanoTime() - begun < time.toNanos();
            while (open && sent.size() - urgent.size() < inFlight) {
                request("");
            }
            if (open && urgent.isEmpty()) {
                urgent.add(request(URGENT));
            }
            completedById(Duration.ofMillis(50))
                    .forEach((id, took) -> (urgent.remove(id) ? millis.urgent() : millis.others()).add(took));
            if (!open && sent.isEmpty()) {
                return millis;
            }
        }
    }

    static String spec(long seed) {
        return spec(seed, "");
    }

    private static String spec(long seed, String execution) {
        return String.format(Locale.ROOT, SPEC, seed, execution);
    }

    /// A request as a CloudEvent in structured mode.
    static String event(String id, long seed) {
        return event(id, spec(seed));
    }

    private static String event(String id, String spec) {
        return String.format(Locale.ROOT, REQUEST, id, id, spec);
    }

    @Override
    public void request() {
        request("");
    }

    /// @return the experiment's id
    private String request(String execution) {
        long seed = next++;
        String id = run + "-" + seed;
        sent.put(id, System.nanoTime());
        ProducerRecord<String, String> request =
                new ProducerRecord<>(topic, id, event(id, spec(seed, execution)));
        request.headers().add("content-type", "application/cloudevents+json".getBytes(
                java.nio.charset.StandardCharsets.US_ASCII));
        requests.send(request);
        return id;
    }

    @Override
    public List<Double> completed(Duration patience) {
        return List.copyOf(completedById(patience).values());
    }

    /// @return how many milliseconds each took
    /// @throws IllegalStateException when an experiment failed
    private Map<String, Double> completedById(Duration patience) {
        Map<String, Double> millis = new HashMap<>();
        for (ConsumerRecord<String, String> message : completions.poll(patience)) {
            Long at = sent.remove(message.key());
            if (at != null) {
                if (!message.value().contains("\"state\":\"succeeded\"")) {
                    throw new IllegalStateException("did not succeed: " + message.value());
                }
                millis.put(message.key(), (System.nanoTime() - at) / 1e6);
            }
        }
        return millis;
    }

    @Override
    public int underWay() {
        return sent.size();
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public void close() {
        requests.close();
        completions.close();
    }
}
