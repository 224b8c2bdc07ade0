package consilium.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {

    private HttpServer server;
    private Api api;

    @TempDir
    Path folder;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.start();
        api = new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        api.close();
        server.stop(0);
    }

    @Test
    void aProblemIsOneLineWithTheExitCodeOfItsStatus() {
        answer("/api/experiments/x", 404,
                """
                        {"type": "urn:consilium:problem:not-found", "title": "Not found", "status": 404, "detail": "no experiment x"}
                        """);

        CommandException refused = catchThrowableOfType(CommandException.class, () -> api.get("/api/experiments/x"));
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.lines()).containsExactly("Not found: no experiment x");
    }

    @Test
    void aConflictHasItsOwnExitCode() {
        assertThat(Api.problem(409, "{\"title\": \"Taken\", \"detail\": \"key k\"}").exitCode()).isEqualTo(5);
    }

    @Test
    void severalViolationsHaveALineEach() {
        CommandException refused = Api.problem(422, """
                {"title": "The experiment spec is not valid", "violations": [
                  {"path": "name", "rule": "is required"}, {"path": "", "rule": "is odd"}]}
                """);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.lines()).containsExactly(
                "The experiment spec is not valid: 2 things are wrong", "  name: is required", "  is odd");
    }

    @Test
    void whatIsNoProblemDocumentIsToldAllTheSame() {
        assertThat(Api.problem(502, "<html>\nBad Gateway").lines())
                .containsExactly("The server answered 502: <html>");
    }

    @Test
    void aServerThatIsGoneIsToldInOneLine() {
        server.stop(0);

        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> api.get("/api/experiments"))
                .withMessageStartingWith("no answer from the server at http://127.0.0.1:")
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(1));
    }

    @Test
    void eventsAreReadUntilTheStreamEnds() {
        answer("/events", 200, """
                : to keep the connection open

                event: step
                data: {"step": "ingest",
                data:  "state": "made"}

                event: experiment
                data: {"state": "succeeded"}

                """);
        List<String> seen = new ArrayList<>();

        api.events("/events", event -> seen.add(event.name() + " " + event.data().show("state")));

        assertThat(seen).containsExactly("step made", "experiment succeeded");
    }

    @Test
    void aPartIsWrittenBelowTheFolderAlone() {
        answer("/api/artefacts/d/figures/a.png", 200, "picture");
        Artefact artefact = new Artefact("d", new Answer(java.util.Map.of()));

        assertThat(artefact.copy(api, "figures/a.png", folder)).hasContent("picture");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> artefact.copy(api, "../a.png", folder))
                .withMessageContaining("outside");
    }

    @Test
    void anExperimentIsFoundByTheBeginningOfItsIdAndTheLatestByItsTime() {
        answer("/api/experiments", 200, """
                {"experiments": [
                  {"id": "exp-aa1", "submitted": "2026-01-02T00:00:00Z"},
                  {"id": "exp-aa2", "submitted": "2026-01-03T00:00:00Z"},
                  {"id": "exp-b", "submitted": "2026-01-01T00:00:00Z"}]}
                """);

        assertThat(Experiments.resolve(api, "exp-b")).isEqualTo("exp-b");
        assertThat(Experiments.resolve(api, "exp-aa1")).isEqualTo("exp-aa1");
        assertThat(Experiments.resolve(api, "latest")).isEqualTo("exp-aa2");
        assertThat(Experiments.resolve(api, "other")).isEqualTo("other");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> Experiments.resolve(api, "exp-a"))
                .withMessage("\"exp-a\" may stand for exp-aa1, exp-aa2")
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(2));
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
