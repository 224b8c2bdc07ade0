package consilium.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.plan.Fact;
import consilium.runtime.format.Trees;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import consilium.runtime.testing.RealServices;
import consilium.standalone.Home;
import consilium.standalone.Settings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole house, every service and a real broker and database, by its command line: what the README promises, on a
/// spec that takes seconds.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class HouseTest {

    private static final String SPEC = """
            name: %s
            seed: 7
            dataset: { kind: phantoms, images: 24, width: 16, height: 16, lesions: 1 }
            annotations:
              simulated:
                - { kind: good, name: good }
                - { kind: over, name: over }
                - { kind: blank, name: blank }
            methods:
              majority-vote: { kind: fusion, fusion: { kind: majority-vote } }
              staple: { kind: fusion, fusion: { kind: staple } }
              ours: { kind: confusion-matrices, warmUpEpochs: 1 }
            training: { network: { width: 2, depth: 2 }, epochs: 2 }
            evaluation: { figures: 1 }
            gate: { metric: dice, atLeast: %s }
            """;

    /// No training survives that rate of learning.
    private static final String STUDY = """
            name: stumbling
            title: A study of which one method fails
            experiment:
              seed: 7
              dataset: { kind: phantoms, images: 24, width: 16, height: 16, lesions: 1 }
              annotations: { simulated: [ { kind: good, name: good }, { kind: over, name: over } ] }
              methods:
                staple: { kind: fusion, fusion: { kind: staple } }
                diverging: { kind: probabilistic-unet, learningRate: 10, klWeight: 1000000 }
              training: { network: { width: 2, depth: 2 }, epochs: 6, batchSize: 2 }
              evaluation: { figures: 1 }
            """;

    @TestHTTPResource
    URI server;

    @ConfigProperty(name = "consilium.store")
    Path store;

    @Inject
    Publisher publisher;

    @Inject
    Topics topics;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// Commands then take this test's server for the home's; one that is not ready yet they would not.
    @BeforeEach
    void announce() throws Exception {
        for (int look = 0; look < 600 && !ready(); look++) {
            Thread.sleep(100);
        }
        Files.writeString(
                folder.resolve("server.json"),
                "{\"port\": " + server.getPort() + ", \"pid\": " + ProcessHandle.current().pid()
                        + ", \"version\": \"t\"}");
    }

    @Test
    void anExperimentRunsToItsResultsAndTheSecondTimeEverythingIsReused() throws IOException {
        Path spec = spec("whole", "0");

        assertThat(run("submit", spec.toString(), "--wait")).as(said()).isZero();
        assertThat(text(out)).contains("ingest").contains("majority-vote").contains("ours").contains("passed");

        assertThat(run("submit", spec.toString(), "--wait")).as(said()).isZero();
        assertThat(run("status", "latest", "-o", "json")).isZero();
        assertThat(answer().list("steps")).isNotEmpty().allMatch(step -> step.show("state").equals("reused"));

        assertThat(run("plan", spec.toString(), "-o", "json")).isZero();
        assertThat(answer().list("steps")).isNotEmpty().allMatch(step -> step.show("status").equals("hit"));
    }

    @Test
    void aStudyReportsAMethodThatFailedBesideTheNumbersOfTheOthers() throws IOException {
        Path file = Files.writeString(folder.resolve("stumbling.yaml"), STUDY);

        assertThat(run("study", file.toString(), "--out", folder.resolve("study").toString())).as(said()).isEqualTo(1);

        assertThat(said()).contains("train diverging: ").contains("did not succeed: all");
        Answer rows = new Answer(
                Trees.json(Files.readString(folder.resolve("study/report.json")), "report"))
                .list("cases").getFirst();
        assertThat(rows.list("rows")).extracting(row -> row.show("method")).containsExactly("staple", "diverging");
        assertThat(rows.list("rows").getLast().list("failed").getFirst().show("why")).contains("the loss was");
        assertThat(rows.list("rows").getFirst().at("values").at("dice").number("mean")).isPresent();
    }

    @Test
    void aReplayIsCertifiedAndDamageIsNamedAndRepaired() throws IOException {
        Path spec = spec("replayed", "0");
        assertThat(run("submit", spec.toString(), "--wait", "--key", "replayed")).as(said()).isZero();
        assertThat(run("submit", spec.toString(), "--key", "replayed", "-o", "json")).as(said()).isZero();
        String id = answer().show("id");

        assertThat(run("replay", id, "--verify")).as(said()).isZero();
        assertThat(text(out)).contains("Certified: all ");

        damage(outputOf(id, "fuse", "labels"), "labels");
        assertThat(run("replay", id, "--verify")).as(said()).isZero();
        assertThat(text(out)).contains("repaired").contains("Certified: all ");
    }

    @Test
    void aGateThatRefusesEverythingEndsWithSeven() throws IOException {
        assertThat(run("submit", spec("refused", "1.01").toString(), "--wait")).as(said()).isEqualTo(7);
        assertThat(text(out)).contains("refused");
    }

    @Test
    void theSameKeyWithAnotherSpecIsAConflict() throws IOException {
        assertThat(run("submit", spec("keyed", "0").toString(), "--key", "k")).as(said()).isZero();
        assertThat(run("submit", spec("keyed", "0.5").toString(), "--key", "k")).isEqualTo(5);
        assertThat(text(err)).hasLineCount(1);
    }

    @Test
    void whatDoesNotExistEndsWithThree() {
        assertThat(run("status", "exp-none")).isEqualTo(3);
        assertThat(text(err)).contains("exp-none").hasLineCount(1);
        assertThat(run("artefacts", "get", "0".repeat(64))).isEqualTo(3);
    }

    @Test
    void artefactsAndLineageCanBeHad() throws IOException {
        assertThat(run("submit", spec("looked-at", "0").toString(), "--wait", "--key", "looked-at")).as(said())
                .isZero();
        assertThat(run("lineage", "latest")).as(said()).isZero();
        assertThat(text(out)).contains("simulate r1").contains("truth");
        assertThat(run("submit", spec("looked-at", "0").toString(), "--key", "looked-at", "-o", "json")).isZero();
        String labels = outputOf(answer().show("id"), "fuse", "labels");

        assertThat(run("artefacts", "get", labels)).as(said()).isZero();
        assertThat(text(out)).contains("probabilities").contains("reliability.json");
        assertThat(run("artefacts", "get", labels, "labels", "--out", folder.toString())).as(said()).isZero();
        assertThat(folder.resolve("labels.npy")).isNotEmptyFile();
    }

    @Test
    void collectingRubbishLeavesWhatTheCacheNeeds() throws IOException {
        Path spec = spec("collected", "0");
        assertThat(run("submit", spec.toString(), "--wait")).as(said()).isZero();
        assertThat(run("gc", "--dry-run")).as(said()).isZero();
        assertThat(text(out)).contains("Would go").contains("registered model").contains("used within 30 days");
        assertThat(run("gc", "-o", "json")).as(said()).isZero();
        assertThat(answer().is("dryRun")).isFalse();

        assertThat(run("plan", spec.toString(), "-o", "json")).isZero();
        assertThat(answer().list("steps")).isNotEmpty().allMatch(step -> step.show("status").equals("hit"));
    }

    @Test
    void deadLettersCanBeLookedAtSentAgainAndThrownAway() throws Exception {
        Publisher.await(publisher.send(
                Publisher.structured(topics.of(Fact.DATASET_INGESTED), "exp-poison/x", "{ no event")));
        for (int look = 0; look < 300; look++) {
            assertThat(run("dead", "list", "--group", "fuse", "-o", "json")).as(said()).isZero();
            if (!answer().list("letters").isEmpty()) {
                break;
            }
            Thread.sleep(100);
        }
        String id = answer().list("letters").getFirst().show("id");

        assertThat(run("dead", "list")).as(said()).isZero();
        assertThat(text(out)).contains(id).contains("simulate-0-").contains("exp-poison/x").contains("line 1");
        assertThat(run("dead", "show", id)).as(said()).isZero();
        assertThat(text(out)).contains("{ no event").contains("Cause").contains("dataset.ingested");
        assertThat(run("dead", "redrive", id)).as(said()).isZero();
        assertThat(run("dead", "redrive", id)).isEqualTo(5);
        assertThat(text(err)).contains("was sent again at").hasLineCount(1);
        assertThat(run("dead", "purge")).isEqualTo(2);
        assertThat(run("dead", "purge", "fuse", "--older-than", "7d")).as(said()).isZero();
        assertThat(run("dead", "show", id)).as(said()).isZero();
        assertThat(run("dead", "purge", "--all")).as(said()).isZero();
        assertThat(run("dead", "show", id)).isEqualTo(3);
        assertThat(run("dead", "list", "--group", "fuze")).isEqualTo(3);
    }

    private boolean ready() throws IOException {
        var connection = (HttpURLConnection) server.resolve("/q/health/ready").toURL().openConnection();
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    }

    private String outputOf(String experiment, String stage, String role) {
        assertThat(run("status", experiment, "-o", "json")).isZero();
        return answer().list("steps").stream()
                .filter(step -> step.show("stage").equals(stage))
                .findFirst()
                .orElseThrow()
                .at("outputs")
                .show(role);
    }

    /// Flips one bit of an array on the disk.
    private void damage(String artefact, String array) throws IOException {
        assertThat(run("artefacts", "get", artefact, "-o", "json")).isZero();
        String digest = answer().at("arrays").at(array).show("digest");
        Path blob = find(digest);
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length - 1] ^= 1;
        blob.toFile().setWritable(true);
        Files.write(blob, bytes);
    }

    private Path find(String digest) throws IOException {
        try (var files = Files.walk(store)) {
            return files.filter(file -> file.toString().replace("/", "").endsWith(digest)).findFirst().orElseThrow();
        }
    }

    private Path spec(String name, String atLeast) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), SPEC.formatted(name, atLeast));
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Screen screen = Screen.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return ConsiliumCommand.commandLine(
                new ConsiliumCommand(new Home(folder), new Settings(java.util.Map.of()), screen))
                .execute(arguments);
    }

    private Answer answer() {
        return new Answer(Trees.json(text(out), "output"));
    }

    private String said() {
        return text(out) + text(err);
    }

    private static String text(ByteArrayOutputStream written) {
        return written.toString(StandardCharsets.UTF_8);
    }
}
