package consilium.benchmarks;

import consilium.kernel.plan.Fact;
import consilium.runtime.format.Trees;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// What a stage adds to its work: the time from the event that asks for a step to the event that tells it done, as
/// the broker's timestamps have them, when the step is in the ledger already and nothing is left to do but to look it
/// up, verify its artefacts and announce it durably.
///
/// Usage: `HopLatency API BROKER SPEC [RUNS]`, with the services running and the spec run once before.
public final class HopLatency {

    private static final String PREFIX = "consilium.";
    private static final List<Fact> CHAIN = List.of(
            Fact.DATASET_REQUESTED,
            Fact.DATASET_INGESTED,
            Fact.ANNOTATIONS_SIMULATED,
            Fact.LABELS_FUSED,
            Fact.MODEL_TRAINED,
            Fact.MODEL_EVALUATED,
            Fact.MODEL_DEPLOYED);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final String spec;

    private HopLatency(URI api, String spec) {
        this.api = api;
        this.spec = spec;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println("usage: HopLatency API BROKER SPEC [RUNS]");
            System.exit(2);
        }
        HopLatency bench = new HopLatency(URI.create(arguments[0]), Files.readString(Path.of(arguments[2])));
        int runs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 30;
        try (KafkaConsumer<String, String> events = consumer(arguments[1])) {
            bench.measure(events, runs);
        }
    }

    private static KafkaConsumer<String, String> consumer(String broker) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = CHAIN.stream()
                .flatMap(fact -> consumer.partitionsFor(PREFIX + fact.topic()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    private void measure(KafkaConsumer<String, String> events, int runs) throws IOException, InterruptedException {
        List<Double> whole = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            long begun = System.nanoTime();
            runOnce();
            whole.add((System.nanoTime() - begun) / 1e6);
        }
        Map<String, Long> asked = new HashMap<>();
        Map<String, Long> told = new HashMap<>();
        for (ConsumerRecord<String, String> event : drained(events)) {
            note(event, asked, told);
        }
        List<Double> hops = new ArrayList<>();
        asked.forEach((step, at) -> {
            if (told.containsKey(step)) {
                hops.add((double) (told.get(step) - at));
            }
        });
        System.out.printf("%d experiments, %d hops%n", runs, hops.size());
        print("hop, event in to event out", hops);
        print("whole experiment, request to completed", whole);
    }

    private void runOnce() throws IOException, InterruptedException {
        String id = String.valueOf(post("/api/experiments").get("id"));
        String state = "";
        while (!state.equals("succeeded")) {
            Thread.sleep(20);
            state = String.valueOf(get("/api/experiments/" + id).get("state"));
            if (state.equals("failed") || state.equals("cancelled")) {
                throw new IllegalStateException("experiment " + id + " " + state);
            }
        }
    }

    private static List<ConsumerRecord<String, String>> drained(KafkaConsumer<String, String> events) {
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        for (var batch = events.poll(Duration.ofSeconds(2)); !batch.isEmpty(); batch =
                events.poll(Duration.ofSeconds(1))) {
            batch.forEach(all::add);
        }
        return all;
    }

    /// A step is asked for by the event whose `next` it is, and told by the first whose `done` it is.
    private static void note(ConsumerRecord<String, String> event, Map<String, Long> asked, Map<String, Long> told) {
        if (!(Trees.json(event.value(), "event") instanceof Map<?, ?> envelope)
                || !(envelope.get("data") instanceof Map<?, ?> data)) {
            return;
        }
        String experiment = data.get("experiment") + " ";
        field(data, "next", "id").ifPresent(step -> asked.merge(experiment + step, event.timestamp(), Math::min));
        field(data, "done", "step").ifPresent(step -> told.merge(experiment + step, event.timestamp(), Math::min));
    }

    private static Optional<String> field(Map<?, ?> data, String part, String name) {
        return data.get(part) instanceof Map<?, ?> map ? Optional.of(String.valueOf(map.get(name))) : Optional.empty();
    }

    private Map<?, ?> post(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(api.resolve(path)).POST(HttpRequest.BodyPublishers.ofString(spec)));
    }

    private Map<?, ?> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(api.resolve(path)).GET());
    }

    private Map<?, ?> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        String body = http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        @Nullable
        Object tree = Trees.json(body, "answer");
        return tree instanceof Map<?, ?> map ? map : Map.of();
    }

    private static void print(String what, List<Double> millis) {
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                "%-40s p50 %6.1f ms   p95 %6.1f ms   max %6.1f ms%n",
                what, quantile(sorted, 0.5), quantile(sorted, 0.95), sorted[sorted.length - 1]);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }
}
