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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Requests experiments by events and hears of their completion by events, as a client outside would. Each experiment
/// has a seed of its own, so that nothing is reused.
final class Driver implements AutoCloseable {

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

    /// @return milliseconds from each request to its completion
    double[] oneByOne(int experiments) {
        double[] millis = new double[experiments];
        for (int i = 0; i < experiments; i++) {
            request();
            List<Double> ended = List.of();
            while (ended.isEmpty()) {
                ended = completed(Duration.ofSeconds(10));
            }
            millis[i] = ended.getFirst();
        }
        return millis;
    }

    /// Keeps some experiments under way until the time or their number is up, then waits for the rest.
    ///
    /// @param line called every ten seconds with the figures of those
    void flood(Duration time, int atMost, int inFlight, Consumer<String> line) {
        long begun = System.nanoTime();
        long tenth = begun;
        int asked = 0;
        List<Double> recent = new ArrayList<>();
        while (true) {
            boolean open = System.nanoTime() - begun < time.toNanos() && asked < atMost;
            while (open && sent.size() < inFlight) {
                request();
                asked++;
            }
            recent.addAll(completed(Duration.ofMillis(200)));
            double since = (System.nanoTime() - tenth) / 1e9;
            if (since >= 10) {
                line.accept(line((System.nanoTime() - begun) / 1e9, since, recent));
                recent.clear();
                tenth = System.nanoTime();
            }
            if (!open && sent.isEmpty()) {
                return;
            }
        }
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

    private static String line(double at, double seconds, List<Double> millis) {
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%8.0f %14.1f %10.1f %10.1f %10.0f",
                at, sorted.length / seconds, Figures.quantile(sorted, 0.5), Figures.quantile(sorted, 0.95),
                Figures.residentMegabytes());
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

    private void request() {
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

    private List<Double> completed(Duration patience) {
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
    public void close() {
        requests.close();
        completions.close();
    }
}
