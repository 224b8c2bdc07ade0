package consilium.orchestrate.shell;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Server-sent events of one experiment.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class WatchTest {

    @TestHTTPResource("/api/experiments/")
    URI experiments;

    @Test
    void aStreamShowsEveryStepAndEndsWithTheExperiment() throws Exception {
        String id = Api.submitted(Api.spec("watched"));
        List<Told> told = watch(id);
        assertThat(told.getLast().name()).isEqualTo("experiment");
        assertThat(told.getLast().data().getString("state")).isEqualTo("succeeded");
        assertThat(told.stream().filter(one -> one.name().equals("step")).map(one -> one.data().getString("step")))
                .contains("ingest", "ingest/simulate/fuse-staple/train-cnn-0/evaluate");
    }

    @Test
    void theStreamOfWhatHasEndedIsTheWholePictureOnce() throws Exception {
        String id = Api.run(Api.spec("long-over")).getString("id");
        List<Told> told = watch(id);
        assertThat(told).extracting(Told::name).containsExactly("step", "step", "step", "step", "step", "step",
                "experiment");
        assertThat(told.getFirst().data().getString("state")).isEqualTo("made");
    }

    @Test
    void progressIsToldWhileAStepRuns() throws Exception {
        String id = Api.submitted(Api.spec("in-progress") + "  endless: {kind: confusion-matrices, warmUpEpochs: "
                + ToyStages.NEVER_ENDS + "}\n");
        List<Told> told = watch(id, one -> {
            if (one.isProgress()) {
                given().post("/api/experiments/{id}/cancel", id).then().statusCode(202);
            }
        });
        assertThat(told).anyMatch(Told::isProgress);
        assertThat(told.getLast().data().getString("state")).isEqualTo("cancelled");
    }

    private List<Told> watch(String id) throws Exception {
        return watch(id, one -> {});
    }

    /// Everything until the server ends the stream, each event also as it comes.
    private List<Told> watch(String id, Consumer<Told> heard) throws Exception {
        List<Told> told = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(experiments.resolve(id + "/events"))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            HttpResponse<Stream<String>> answer = client.send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
            StringBuilder block = new StringBuilder();
            answer.body().forEach(line -> {
                block.append(line).append('\n');
                if (line.isEmpty()) {
                    Told.of(block.toString()).ifPresent(one -> {
                        told.add(one);
                        heard.accept(one);
                    });
                    block.setLength(0);
                }
            });
        }
        return told;
    }

    private record Told(String name, JsonPath data) {

        boolean isProgress() {
            return name.equals("step") && data.getString("state").equals("running")
                    && data.getMap("figures").containsKey("loss");
        }

        /// Empty for a comment.
        static Optional<Told> of(String block) {
            String name = "";
            String data = "";
            for (String line : block.split("\n")) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data += line.substring(5);
                }
            }
            return data.isEmpty() ? Optional.empty() : Optional.of(new Told(name, JsonPath.from(data)));
        }
    }
}
