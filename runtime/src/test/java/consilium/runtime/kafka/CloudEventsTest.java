package consilium.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.Mode;
import consilium.kernel.event.Event.Outcome;
import consilium.kernel.event.Event.State;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.FusionSpec;
import consilium.runtime.format.Trees;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CloudEventsTest {

    private static final CloudEvents EVENTS = new CloudEvents(URI.create("/consilium"));

    static List<Event> events() {
        Step step = new Step(
                "ingest/fuse", new StageSpec.Fuse(new FusionSpec.MajorityVote()), Optional.of("vote"), 1, List.of());
        Event.Done done = new Event.Done(
                "ingest", StageName.INGEST, Optional.empty(), 0, Digest.of("recipe"), Outcome.MADE,
                Map.of("images", Digest.of("images")), Map.of("images", 3), 12, List.of());
        return List.of(
                new Event.ExperimentRequested("e1", Map.of("name", "quick", "seed", 7), Optional.empty()),
                new Event.StepDone("e1", Mode.VERIFY, Optional.of(done), Optional.of(step),
                        Map.of("images", Digest.of("images"))),
                new Event.StepDone("e1", Mode.REUSE, Optional.empty(), Optional.of(step), Map.of()),
                new Event.StageProgressed("e1", "s", StageName.TRAIN, Optional.of("cnn"), 1, 2, "epoch",
                        Map.of("loss", 0.5), 7),
                new Event.StageFailed("e1", "s", StageName.FUSE, Optional.empty(), 3,
                        new Problem.NotFound("thing", "x").report()),
                new Event.ExperimentCompleted("e1", "quick", State.SUCCEEDED,
                        List.of(Map.of("method", "vote", "dice", 0.9)), 99));
    }

    @ParameterizedTest
    @MethodSource("events")
    void writtenEventIsReadAsItWas(Event event) {
        assertThat(EVENTS.read(structured(EVENTS.write(event)))).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void attributesSayWhatTheEventIs(Event event) {
        Map<?, ?> written = (Map<?, ?>) Trees.json(EVENTS.write(event), "event");

        assertThat(written.get("specversion")).isEqualTo("1.0");
        assertThat(written.get("id")).isEqualTo(event.id());
        assertThat(written.get("source")).isEqualTo("/consilium");
        assertThat(written.get("type")).isEqualTo(event.fact().type());
        assertThat(written.get("subject")).isEqualTo(event.key());
        assertThat(written.get("experiment")).isEqualTo("e1");
        assertThat(((Map<?, ?>) written.get("data")).containsKey("kind")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("events")
    void binaryModeIsReadToo(Event event) {
        Map<?, ?> written = (Map<?, ?>) Trees.json(EVENTS.write(event), "event");
        ConsumerRecord<String, byte[]> message = message(Canonical.text(written.get("data")));
        Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/elsewhere", "ce_type", event.fact().type())
                .forEach((name, value) -> header(message, name, value));
        header(message, "content-type", "application/json; charset=utf-8");

        assertThat(EVENTS.read(message)).isEqualTo(event);
    }

    @Test
    void dataMayBeBase64() {
        Event event = events().getFirst();
        Map<String, Object> written = tree(event);
        byte[] data = Canonical.bytes(written.remove("data"));
        written.put("data_base64", Base64.getEncoder().encodeToString(data));

        assertThat(EVENTS.read(structured(Canonical.text(written)))).isEqualTo(event);
    }

    @Test
    void requestWithoutAnExperimentIsNamedBySourceAndId() {
        Map<String, Object> written = tree(events().getFirst());
        written.put("data", Map.of("spec", Map.of("name", "quick")));
        written.remove("experiment");

        String first = EVENTS.read(structured(Canonical.text(written))).experiment();
        assertThat(EVENTS.read(structured(Canonical.text(written))).experiment()).isEqualTo(first);
        written.put("id", "another");
        assertThat(EVENTS.read(structured(Canonical.text(written))).experiment()).isNotEqualTo(first);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> EVENTS.read(message("{}")))
                .hasMessageContaining("topic-0@0 at content-type: must be application/cloudevents+json");
        assertThatThrownBy(() -> EVENTS.read(structured("{\"specversion\": "))).hasMessageContaining("line 1");
        assertThatThrownBy(() -> EVENTS.read(structured("[]"))).hasMessageContaining("must be a JSON object");
        refused("id", null, "id: is required");
        refused("specversion", "0.3", "must be 1.0, was \"0.3\"");
        refused("type", "consilium.labels.fussed.v1", "type: is none of ours, was \"consilium.labels.fussed.v1\"");
        refused("datacontenttype", "text/xml", "must be application/json, was text/xml");
        refused("data", "text", "data: must be a JSON object");
    }

    @Test
    void dataThatDoNotFitAreToldFieldByField() {
        Map<String, Object> written = tree(events().get(1));
        written.put("data", Map.of("experiment", "e1", "mode", "reuze"));

        assertThatThrownBy(() -> EVENTS.read(structured(Canonical.text(written))))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> assertThat(thrown.problem())
                        .isInstanceOf(Problem.SpecInvalid.class))
                .hasMessageContaining("mode: must be one of reuse, verify, was \"reuze\"");
    }

    /// As a service of an earlier build writes it, which did not know the optional fields.
    @Test
    void eventThatLacksOptionalFieldsIsUnderstood() {
        Map<String, Object> written = tree(events().get(1));
        Map<String, Object> data = new LinkedHashMap<>();
        ((Map<?, ?>) written.get("data")).forEach((key, value) -> data.put((String) key, value));
        data.remove("next");
        written.put("data", data);
        written.remove("experiment");
        written.remove("subject");

        assertThat(EVENTS.read(structured(Canonical.text(written))))
                .isInstanceOfSatisfying(Event.StepDone.class, read -> assertThat(read.next()).isEmpty());
    }

    /// CloudEvents lets anybody add attributes, and a later build may.
    @Test
    void unknownAttributesAreLetPass() {
        Map<String, Object> written = tree(events().get(1));
        written.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        assertThat(EVENTS.read(structured(Canonical.text(written)))).isEqualTo(events().get(1));
    }

    /// A field that is not known may decide an answer: work done without it would be silently wrong.
    @Test
    void unknownDataAreRefusedByName() {
        Map<String, Object> written = tree(events().get(1));
        Map<String, Object> data = new LinkedHashMap<>();
        ((Map<?, ?>) written.get("data")).forEach((key, value) -> data.put((String) key, value));
        data.put("urgency", "high");
        written.put("data", data);

        assertThatThrownBy(() -> EVENTS.read(structured(Canonical.text(written))))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> assertThat(thrown.problem())
                        .isInstanceOf(Problem.SpecInvalid.class))
                .hasMessageContaining("urgency: is not a known field");
    }

    private static void refused(String attribute, String value, String why) {
        Map<String, Object> written = tree(events().getFirst());
        written.remove(attribute);
        if (value != null) {
            written.put(attribute, value);
        }
        assertThatThrownBy(() -> EVENTS.read(structured(Canonical.text(written))))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> assertThat(thrown.problem())
                        .isInstanceOf(Problem.Unreadable.class))
                .hasMessageContaining(why);
    }

    private static Map<String, Object> tree(Event event) {
        Map<String, Object> tree = new LinkedHashMap<>();
        ((Map<?, ?>) Trees.json(EVENTS.write(event), "event")).forEach((key, value) -> tree.put((String) key, value));
        return tree;
    }

    private static ConsumerRecord<String, byte[]> structured(String text) {
        ConsumerRecord<String, byte[]> message = message(text);
        header(message, "content-type", "application/cloudevents+json; charset=UTF-8");
        return message;
    }

    private static ConsumerRecord<String, byte[]> message(String text) {
        return new ConsumerRecord<>("topic", 0, 0, "e1", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void header(ConsumerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
