package consilium.benchmarks;

import consilium.kernel.plan.Fact;
import consilium.kernel.recipe.RandomStreams;
import consilium.runtime.format.Trees;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Annotations arrive one by one from two producers, one by the topic and one by upload, every fourth of them sent twice,
/// while a standing experiment fuses what they touch. Prints for every version of the data set how many images were fused,
/// as `labels.fused` tells it, and whether any annotation was lost or worked on twice.
///
/// Usage: `AnnotationsArrive API BROKER [IMAGES]`, with the services running. Exits with 1 when something was lost or done
/// twice.
public final class AnnotationsArrive {

    private static final String PREFIX = "consilium.";
    private static final int SIDE = 32;
    private static final int TWICE_EVERY = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final String broker;
    private final int images;
    private final String name = "arrive-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    private AnnotationsArrive(URI api, String broker, int images) {
        this.api = api;
        this.broker = broker;
        this.images = images;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: AnnotationsArrive API BROKER [IMAGES]");
            System.exit(2);
        }
        int images = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        System.exit(new AnnotationsArrive(URI.create(arguments[0]), arguments[1], images).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        send("POST", "/api/datasets", "application/json", text("{\"name\": \"" + name + "\"}"));
        for (int image = 0; image < images; image++) {
            send("PUT", "/api/datasets/" + name + "/images/" + id(image), "image/png", picture(image));
        }
        send("POST", "/api/standing", "application/json", text(standing()));
        try (KafkaConsumer<String, String> fused = consumer()) {
            Thread topic = Thread.ofPlatform().start(this::byTopic);
            Thread upload = Thread.ofPlatform().start(this::byUpload);
            topic.join();
            upload.join();
            return report(awaitFused(fused));
        }
    }

    private String standing() {
        return """
                {"name": "%1$s", "experiment": {"name": "%1$s", "dataset": {"kind": "growing", "name": "%1$s"},
                 "annotations": {"recorded": true},
                 "methods": {"staple": {"kind": "fusion", "fusion": {"kind": "staple"}}}},
                 "trigger": {"every": %2$d}}""".formatted(name, images);
    }

    private void byTopic() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer())) {
            for (int image = 0; image < images; image++) {
                for (int copy = 0; copy < copies(image); copy++) {
                    ProducerRecord<String, String> event = new ProducerRecord<>(
                            PREFIX + Fact.ANNOTATIONS_SUBMITTED.topic(), name, event(image));
                    event.headers().add("content-type", text("application/cloudevents+json"));
                    producer.send(event).get();
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the first producer failed", e);
        }
    }

    private void byUpload() {
        try {
            for (int image = 0; image < images; image++) {
                for (int copy = 0; copy < copies(image); copy++) {
                    send("POST", "/api/datasets/" + name + "/annotations?annotator=ben&image=" + id(image), "image/png",
                            mask(image, 1));
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the second producer failed", e);
        }
    }

    private static int copies(int image) {
        return image % TWICE_EVERY == 0 ? 2 : 1;
    }

    private String event(int image) throws IOException {
        return """
                {"specversion": "1.0", "id": "anna-%s", "source": "/%s", "type": "%s", "data": {"dataset": "%s",
                 "annotation": {"image": "%s", "annotator": "anna", "drawing": {"kind": "png", "base64": "%s"}}}}"""
                .formatted(id(image), name, Fact.ANNOTATIONS_SUBMITTED.type(), name, id(image),
                        Base64.getEncoder().encodeToString(mask(image, 0)));
    }

    private KafkaConsumer<String, String> consumer() {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(PREFIX + Fact.LABELS_FUSED.topic()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    /// Ids of the events that tell of a fused image, by version; two seconds longer than until the last one is there.
    private Map<Long, List<String>> awaitFused(KafkaConsumer<String, String> events) {
        Map<Long, List<String>> fused = new TreeMap<>();
        long until = System.nanoTime() + PATIENCE.toNanos();
        boolean complete = false;
        while (System.nanoTime() < until) {
            for (ConsumerRecord<String, String> event : events.poll(Duration.ofMillis(200))) {
                note(event.value(), fused);
            }
            if (!complete && fused.size() == 2 * images) {
                complete = true;
                until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            }
        }
        return fused;
    }

    private void note(String text, Map<Long, List<String>> fused) {
        if (Trees.json(text, "event") instanceof Map<?, ?> event
                && event.get("data") instanceof Map<?, ?> data
                && String.valueOf(data.get("experiment")).startsWith(name + "@")) {
            String experiment = String.valueOf(data.get("experiment"));
            fused.computeIfAbsent(Long.valueOf(experiment.substring(name.length() + 1)), version -> new ArrayList<>())
                    .add(String.valueOf(event.get("id")));
        }
    }

    private boolean report(Map<Long, List<String>> fused) throws IOException, InterruptedException {
        Map<Long, Map<?, ?>> records = new LinkedHashMap<>();
        for (Map<?, ?> row : rows("/api/datasets/" + name + "/history?limit=1000", "records")) {
            records.put(version(row), row);
        }
        Map<Long, Integer> made = new HashMap<>();
        for (Map<?, ?> row : rows("/api/standing/" + name + "/fusions?limit=10000", "fusions")) {
            made.merge(version(row), "made".equals(row.get("outcome")) ? 1 : 0,
                    Integer::sum);
        }
        System.out.printf("%-8s %-10s %-8s %14s %8s%n", "version", "annotator", "image", "images fused", "made");
        records.forEach((version, row) -> System.out.printf("%-8d %-10s %-8s %14d %8d%n", version, row.get("annotator"),
                row.get("image"), fused.getOrDefault(version, List.of()).size(), made.getOrDefault(version, 0)));
        return verdict(records, fused);
    }

    private boolean verdict(Map<Long, Map<?, ?>> records, Map<Long, List<String>> fused)
            throws IOException, InterruptedException {
        int sent = 0;
        for (int image = 0; image < images; image++) {
            sent += 2 * copies(image);
        }
        long lost = records.keySet().stream().filter(version -> !fused.containsKey(version)).count()
                + 2L * images - records.size();
        long twice = fused.values().stream().filter(ids -> ids.size() > 1).count();
        System.out.printf("%d annotations of %d images by 2 producers, sent %d times: %d recorded, %d lost, %d fused"
                + " more than once%n", 2 * images, images, sent, records.size(), lost, twice);
        for (Map<?, ?> run : rows("/api/standing/" + name, "runs")) {
            System.out.printf("run %s at version %s: %s%n", run.get("experiment"), run.get("version"), run.get("why"));
        }
        return lost == 0 && twice == 0 && records.size() == 2 * images;
    }

    private List<Map<?, ?>> rows(String path, String field) throws IOException, InterruptedException {
        List<Map<?, ?>> rows = new ArrayList<>();
        if (send("GET", path, "application/json", new byte[0]).get(field) instanceof List<?> list) {
            list.forEach(row -> rows.add((Map<?, ?>) row));
        }
        return rows;
    }

    private Map<?, ?> send(String method, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(api.resolve(path)).header("Content-Type", type)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)).build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IOException(method + " " + path + " was answered " + response.statusCode() + ": "
                    + response.body());
        }
        @Nullable
        Object tree = Trees.json(response.body(), "answer");
        return tree instanceof Map<?, ?> map ? map : Map.of();
    }

    private static long version(Map<?, ?> row) {
        return ((Number) Objects.requireNonNull(row.get("version"))).longValue();
    }

    private static String id(int image) {
        return "img-" + image;
    }

    /// A disc on noise.
    private static byte[] picture(int image) throws IOException {
        RandomGenerator noise = new RandomStreams(1, "arrive").stream("picture-" + image);
        return png((x, y) -> (inside(image, x, y, 0) ? 150 : 60) + noise.nextInt(40));
    }

    /// The disc as an annotator sees it, a little too large or too small.
    private static byte[] mask(int image, int annotator) throws IOException {
        int wrong = new RandomStreams(annotator, "arrive").stream("mask-" + image).nextInt(-2, 3);
        return png((x, y) -> inside(image, x, y, wrong) ? 1 : 0);
    }

    private static boolean inside(int image, int x, int y, int wrong) {
        double radius = 6 + image % 5 + wrong;
        return Math.hypot(x - SIDE / 2.0, y - SIDE / 2.0) < radius;
    }

    private static byte[] png(IntBinaryOperator value) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            image.getRaster().setSample(pixel % SIDE, pixel / SIDE, 0, value.applyAsInt(pixel % SIDE, pixel / SIDE));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
