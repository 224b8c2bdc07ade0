package consilium.orchestrate.shell;

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
import java.util.List;
import java.util.regex.Pattern;
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
        assertThat(told).extracting(Told::name).containsExactly("step", "step", "step", "step", "step", "step", "experiment");
        assertThat(told.getFirst().data().getString("state")).isEqualTo("made");
    }

    @Test
    void progressIsToldWhileAStepRuns() throws Exception {
        String id = Api.submitted(Api.spec("in-progress") + "  endless: {kind: confusion-matrices, warmUpEpochs: "
                + ToyStages.NEVER_ENDS + "}\n");
        Thread.ofVirtual().start(() -> {
            Api.await(() -> Api.show(id), shown -> Api.states(shown).contains("running"));
            io.restassured.RestAssured.given().post("/api/experiments/{id}/cancel", id);
        });
        List<Told> told = watch(id);
        assertThat(told.stream().filter(one -> one.name().equals("step")))
                .anyMatch(one -> one.data().getString("state").equals("running")
                        && one.data().getMap("figures").containsKey("loss"));
        assertThat(told.getLast().data().getString("state")).isEqualTo("cancelled");
    }

    /// Everything until the server ends the stream.
    private List<Told> watch(String id) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(experiments.resolve(id + "/events"))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
            return Pattern.compile("\n\n").splitAsStream(answer.body()).filter(block -> block.contains("data:")).map(Told::of).toList();
        }
    }

    private record Told(String name, JsonPath data) {

        static Told of(String block) {
            String name = "";
            String data = "";
            for (String line : block.split("\n")) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data += line.substring(5);
                }
            }
            return new Told(name, JsonPath.from(data));
        }
    }
}
