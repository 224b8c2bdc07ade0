package consilium.standalone;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.dataset.LabelSet;
import consilium.kernel.plan.Fact;
import consilium.kernel.recipe.Digest;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/// A data set that grows while an experiment stands by it: every service, a real broker and a real database.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ArrivalsTest {

    private static final int IMAGES = 4;
    private static final int SIDE = 16;

    private static final String STANDING = """
            name: %1$s
            experiment:
              name: %1$s
              seed: 3
              dataset: {kind: growing, name: %1$s, truth: true, split: {validation: 0, test: 0.5}}
              annotations: {recorded: true}
              methods:
                staple: {kind: fusion, fusion: {kind: staple}}
                vote: {kind: fusion, fusion: {kind: majority-vote}}
            trigger: {every: 8}
            consensus: vote
            drift: {window: 1, bound: 0.3}
            """;

    @Inject
    Topics topics;

    @Inject
    ArtefactStore store;

    @Test
    void everyAnnotationRefusesTheImageItTouchesOnceAndNoOther() throws Exception {
        dataset("arriving");
        given().contentType("text/plain").body(STANDING.formatted("arriving")).post("/api/standing").then()
                .statusCode(201);

        Thread one = Thread.startVirtualThread(() -> produce("arriving", "anna", 0));
        Thread two = Thread.startVirtualThread(() -> produce("arriving", "ben", 1));
        one.join();
        two.join();

        await(() -> fused("arriving").size() == 2 * 2 * IMAGES);
        List<Map<String, Object>> fusions = fused("arriving");
        assertThat(fusions.stream().map(row -> row.get("version")).distinct()).as("none lost").hasSize(2 * IMAGES);
        assertThat(fusions.stream().collect(Collectors.groupingBy(
                row -> row.get("version"), Collectors.mapping(row -> row.get("image"), Collectors.toSet()))).values())
                .as("one image for each").allMatch(images -> images.size() == 1);
        assertThat(fusions).as("none twice").allMatch(row -> row.get("outcome").equals("made"));

        String run = "arriving-v8";
        await(() -> given().get("/api/experiments/{id}", run).jsonPath().getString("state") != null
                && given().get("/api/experiments/{id}", run).jsonPath().getString("state").equals("succeeded"));
        JsonPath experiment = given().get("/api/experiments/{id}", run).jsonPath();
        assertThat(experiment.<Integer>get("spec.dataset.version")).isEqualTo(8);
        assertThat(wholeIsMadeOfItsParts(experiment, fusions)).isTrue();
        assertThat(parts("reused")).isGreaterThanOrEqualTo(2 * IMAGES);
        assertThat(parts("made")).as("the run fused nothing again").isZero();

        assertReplaysEqually(run);
    }

    @Test
    void annotatorsAreAssessedAfterEachFusionAndTheOneWhoDriftsIsTold() throws Exception {
        dataset("drifting");
        given().contentType("text/plain").body(STANDING.formatted("drifting")).post("/api/standing").then()
                .statusCode(201);
        List<String> images = images("drifting");
        for (String name : List.of("anna", "ben", "cleo")) {
            annotate("drifting", name, images.get(0), 6);
        }
        annotate("drifting", "anna", images.get(1), 6);
        annotate("drifting", "ben", images.get(1), 6);
        annotate("drifting", "cleo", images.get(1), 0);

        await(() -> given().get("/api/standing/drifting").jsonPath().getList("drifted").equals(List.of("cleo")));
        JsonPath reliability = given().get("/api/standing/drifting/reliability").jsonPath();
        assertThat(reliability.<String>getList("annotators.annotator")).containsExactly("anna", "ben", "cleo");
        assertThat(reliability.<Number>get("annotators[0].dice").doubleValue()).isEqualTo(1);
        assertThat(reliability.<Number>get("annotators[2].sensitivity").doubleValue()).isEqualTo(0.5);
        assertThat(reliability.<Number>getList("annotators[2].trend.dice")).extracting(Number::doubleValue)
                .containsExactly(1.0, 0.0);
        assertThat(heard(Fact.ANNOTATOR_DRIFTED, "drifting")).hasSize(1).first().asString().contains("\"cleo\"");
        assertThat(heard(Fact.ANNOTATORS_ASSESSED, "drifting")).isNotEmpty();
    }

    @Test
    void whatChangedWhileItWasPausedIsFusedOnceWhenItGoesOn() {
        dataset("pausing");
        List<String> images = images("pausing");
        annotate("pausing", "anna", images.get(0), 3);
        given().contentType("text/plain").body(STANDING.formatted("pausing")).post("/api/standing").then()
                .statusCode(201);
        await(() -> fused("pausing").size() == 2);
        given().post("/api/standing/pausing/pause").then().statusCode(200);
        annotate("pausing", "anna", images.get(0), 4);
        annotate("pausing", "anna", images.get(0), 5);
        annotate("pausing", "anna", images.get(1), 5);
        await(() -> given().get("/api/standing/pausing").jsonPath().getLong("version") == 4);
        assertThat(fused("pausing")).hasSize(2);

        given().post("/api/standing/pausing/resume").then().statusCode(200);
        await(() -> fused("pausing").size() == 6);
        assertThat(fused("pausing").stream().map(row -> row.get("version")).distinct()).containsExactly(1, 3, 4);
    }

    @Test
    void withdrawingAnAnnotatorRefusesEveryImageTheyAnnotated() {
        dataset("withdrawing");
        given().contentType("text/plain").body(STANDING.formatted("withdrawing")).post("/api/standing").then()
                .statusCode(201);
        List<String> images = images("withdrawing");
        annotate("withdrawing", "anna", images.get(0), 3);
        annotate("withdrawing", "ben", images.get(0), 4);
        annotate("withdrawing", "ben", images.get(1), 4);
        given().contentType("text/plain").body("{annotator: ben}").post("/api/datasets/withdrawing/withdrawals").then()
                .statusCode(200);
        await(() -> fused("withdrawing").size() == 10);
        List<Map<String, Object>> after = fusions("withdrawing").stream()
                .filter(row -> row.get("version").equals(4)).toList();
        assertThat(after).extracting(row -> row.get("state")).containsExactlyInAnyOrder("fused", "fused", "empty",
                "empty");
        assertThat(after.stream().filter(row -> row.get("state").equals("fused")))
                .as("the image is as it was before ben came").allMatch(row -> row.get("outcome").equals("reused"));
    }

    @Test
    void aRunThatWouldComeTooSoonWaits() {
        dataset("hasty");
        given().contentType("text/plain").body(STANDING.formatted("hasty")
                .replace("{every: 8}", "{every: 1, atMostSeconds: 4}")).post("/api/standing").then().statusCode(201);
        annotate("hasty", "anna", images("hasty").get(0), 3);
        await(() -> runs("hasty").size() == 1);
        annotate("hasty", "anna", images("hasty").get(1), 3);
        annotate("hasty", "anna", images("hasty").get(2), 3);
        await(() -> runs("hasty").getLast().get("version").equals(3));

        List<Instant> started = runs("hasty").stream().map(run -> Instant.parse(String.valueOf(run.get("started"))))
                .toList();
        for (int run = 1; run < started.size(); run++) {
            assertThat(Duration.between(started.get(run - 1), started.get(run))).isGreaterThanOrEqualTo(
                    Duration.ofSeconds(4));
        }
    }

    private static List<Map<String, Object>> runs(String standing) {
        return given().get("/api/standing/{name}", standing).jsonPath().getList("runs");
    }

    private void dataset(String name) {
        given().contentType("text/plain").body("{name: " + name + ", truth: true}").post("/api/datasets").then()
                .statusCode(201);
        given().contentType("text/plain")
                .body("{dataset: {kind: phantoms, images: " + IMAGES + ", width: 16, height: 16, lesions: 1}, seed: "
                        + Math.abs(name.hashCode()) + "}")
                .post("/api/datasets/{name}/images", name).then().statusCode(200);
    }

    private static List<String> images(String dataset) {
        return given().get("/api/datasets/{name}/images", dataset).jsonPath().getList("images.id");
    }

    /// Sends one annotation of each image to the topic, as somebody outside the house would.
    private void produce(String dataset, String annotator, int shift) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", topics.servers()), new StringSerializer(), new ByteArraySerializer())) {
            for (String image : images(dataset)) {
                String event = """
                        {"specversion": "1.0", "id": "%s-%s", "source": "/%s", "type":
                         "consilium.annotations.submitted.v1", "data": {"dataset": "%s", "annotation":
                         {"image": "%s", "annotator": "%s", "drawing": {"kind": "png", "base64": "%s"}}}}"""
                        .formatted(annotator, image, dataset, dataset, image, annotator, square(5 + shift));
                producer.send(Publisher.structured(topics.of(Fact.ANNOTATIONS_SUBMITTED), dataset, event)).get();
                producer.send(Publisher.structured(topics.of(Fact.ANNOTATIONS_SUBMITTED), dataset, event)).get();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void annotate(String dataset, String annotator, String image, int side) {
        given().contentType("image/png").body(Base64.getDecoder().decode(square(side))).queryParam("image", image)
                .queryParam("annotator", annotator).post("/api/datasets/{name}/annotations", dataset).then()
                .statusCode(201);
    }

    /// A mask with a square of foreground in its corner, in Base64.
    private static String square(int side) {
        var image = new java.awt.image.BufferedImage(SIDE, SIDE, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < side * side; pixel++) {
            image.getRaster().setSample(pixel % side, pixel / side, 0, 1);
        }
        try (var bytes = new java.io.ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Map<String, Object>> fusions(String standing) {
        return given().get("/api/standing/{name}/fusions", standing).jsonPath().getList("fusions");
    }

    private static List<Map<String, Object>> fused(String standing) {
        return fusions(standing).stream().filter(row -> !row.get("state").equals("waiting")).toList();
    }

    /// The labels of each image of the whole are those of its newest fusion alone.
    private boolean wholeIsMadeOfItsParts(JsonPath experiment, List<Map<String, Object>> fusions) {
        Map<String, Object> step = experiment.<Map<String, Object>>getList("steps").stream()
                .filter(row -> String.valueOf(row.get("step")).endsWith("fuse-staple")).findFirst().orElseThrow();
        LabelSet whole = labels(String.valueOf(((Map<?, ?>) step.get("outputs")).get("labels")));
        List<String> images = images("arriving");
        for (int image = 0; image < images.size(); image++) {
            String id = images.get(image);
            Map<String, Object> newest = fusions.stream()
                    .filter(row -> row.get("image").equals(id) && row.get("fusion").equals(0))
                    .reduce((earlier, later) -> later).orElseThrow();
            LabelSet part = labels(String.valueOf(newest.get("labels")));
            if (!part.map(0).equals(whole.map(image))
                    || !java.util.Arrays.equals(part.probabilities(0), whole.probabilities(image))) {
                return false;
            }
        }
        return whole.size() == images.size();
    }

    private LabelSet labels(String digest) {
        return LabelSet.of(store.artefact(new Digest(digest)));
    }

    private static int parts(String outcome) {
        return given().get("/q/metrics").asString().lines()
                .filter(line -> line.startsWith("consilium_parts_total")
                        && line.contains("outcome=\"" + outcome + "\""))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void assertReplaysEqually(String experiment) {
        String replay = given().post("/api/experiments/{id}/replay", experiment).then().statusCode(202).extract()
                .path("id");
        await(() -> Objects.equals(
                given().get("/api/experiments/{id}", replay).jsonPath().getString("state"), "succeeded"));
    }

    private List<String> heard(Fact fact, String dataset) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", topics.servers()), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topics.of(fact), 0)));
            consumer.seekToBeginning(consumer.assignment());
            List<String> heard = new ArrayList<>();
            long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() < until) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> {
                    if (message.value().contains("\"dataset\":\"" + dataset + "\"")) {
                        heard.add(message.value());
                    }
                });
            }
            return heard;
        }
    }

    private static void await(BooleanSupplier so) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("not so within a minute");
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
