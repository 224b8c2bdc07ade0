package consilium.orchestrate.shell;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.plan.Fact;
import consilium.runtime.format.Trees;
import consilium.runtime.kafka.Topics;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/// Experiments that come by topic, and what is told of their end.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class EventsTest {

    @Inject
    Topics topics;

    @Test
    void aCloudEventInStructuredModeStartsAnExperiment() {
        sendStructured("by-topic", Api.spec("by-topic"));
        assertThat(endedOnceKnown("by-topic").getString("state")).isEqualTo("succeeded");
    }

    @Test
    void aCloudEventInBinaryModeStartsAnExperiment() {
        ProducerRecord<String, String> message = new ProducerRecord<>(
                topics.of(Fact.EXPERIMENT_REQUESTED), Trees.pretty(data("by-binary", Api.spec("by-binary"))));
        Map.of(
                "ce_specversion", "1.0",
                "ce_id", "42",
                "ce_source", "/elsewhere",
                "ce_type", Fact.EXPERIMENT_REQUESTED.type(),
                "content-type", "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(message);
        assertThat(endedOnceKnown("by-binary").getString("state")).isEqualTo("succeeded");
    }

    @Test
    void theSameRequestByTopicThriceIsOneExperiment() {
        int before = ToyStages.TRAININGS.get();
        for (int i = 0; i < 3; i++) {
            sendStructured("thrice-by-topic", Api.spec("thrice-by-topic"));
        }
        endedOnceKnown("thrice-by-topic");
        told("thrice-by-topic");
        assertThat(ToyStages.TRAININGS.get()).isEqualTo(before + 1);
        assertThat(read(topics.of(Fact.EXPERIMENT_COMPLETED), message -> message.key().equals("thrice-by-topic")))
                .hasSize(1);
    }

    @Test
    void anotherSpecUnderAKnownIdIsADeadLetterAndLeavesTheFirstAlone() {
        sendStructured("occupied", Api.spec("occupied"));
        endedOnceKnown("occupied");
        sendStructured("occupied", Api.spec("intruder"));
        Api.await(
                () -> read(topics.dead("orchestrate"), message -> message.value().contains("intruder")),
                found -> !found.isEmpty());
        assertThat(Api.show("occupied").getString("name")).isEqualTo("occupied");
        assertThat(Api.show("occupied").getString("state")).isEqualTo("succeeded");
    }

    @Test
    void anInvalidSpecByTopicIsAFailedExperimentAndADeadLetter() {
        sendStructured("invalid", Api.spec("invalid") + "repaets: 3\n");
        JsonPath shown = endedOnceKnown("invalid");
        assertThat(shown.getString("state")).isEqualTo("failed");
        assertThat(shown.getString("problem.detail")).contains("did you mean repeats?");
        Api.await(
                () -> read(topics.dead("orchestrate"), message -> message.value().contains("repaets")),
                found -> !found.isEmpty());
    }

    @Test
    void theEndIsToldWithItsRows() {
        String id = Api.run(Api.spec("told")).getString("id");
        JsonPath event = told(id);
        assertThat(event.getString("type")).isEqualTo("consilium.experiment.completed.v1");
        assertThat(event.getString("data.state")).isEqualTo("succeeded");
        assertThat(event.getList("data.results.method")).containsExactly("staple", "cnn");
        assertThat(event.getDouble("data.results[1].dice")).isEqualTo(0.75);
    }

    @Test
    void aCancellationIsToldAsAnEnd() {
        String id = Api.submitted(Api.spec("called-off") + "  endless: {kind: confusion-matrices, warmUpEpochs: "
                + ToyStages.NEVER_ENDS + "}\n");
        given().post("/api/experiments/{id}/cancel", id).then().statusCode(202);
        assertThat(told(id).getString("data.state")).isEqualTo("cancelled");
    }

    private JsonPath told(String id) {
        List<ConsumerRecord<String, String>> messages = Api.await(
                () -> read(topics.of(Fact.EXPERIMENT_COMPLETED), message -> message.key().equals(id)),
                found -> !found.isEmpty());
        return JsonPath.from(messages.getLast().value());
    }

    private JsonPath endedOnceKnown(String id) {
        Api.await(() -> given().get("/api/experiments/{id}", id).statusCode(), status -> status == 200);
        return Api.ended(id);
    }

    private void sendStructured(String id, String spec) {
        Map<String, Object> event = Map.of(
                "specversion", "1.0",
                "id", "request-of-" + id,
                "source", "/elsewhere",
                "type", Fact.EXPERIMENT_REQUESTED.type(),
                "datacontenttype", "application/json",
                "data", data(id, spec));
        ProducerRecord<String, String> message =
                new ProducerRecord<>(topics.of(Fact.EXPERIMENT_REQUESTED), id, Trees.pretty(event));
        message.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        send(message);
    }

    private static Map<String, Object> data(String id, String spec) {
        return Map.of("experiment", id, "spec", Optional.ofNullable(Trees.yaml(spec, "spec")).orElseThrow());
    }

    private void send(ProducerRecord<String, String> message) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.servers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(message);
        }
    }

    /// All that stands on a topic now and is asked for.
    private List<ConsumerRecord<String, String>> read(String topic, Predicate<ConsumerRecord<String, String>> wanted) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.servers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new org.apache.kafka.common.TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> {
                    if (message.key() != null && wanted.test(message)) {
                        found.add(message);
                    }
                });
            }
        }
        return found;
    }
}
