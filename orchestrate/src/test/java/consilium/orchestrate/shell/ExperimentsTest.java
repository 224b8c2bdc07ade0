package consilium.orchestrate.shell;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ExperimentsTest {

    @Test
    void anExperimentRunsToItsEnd() {
        JsonPath shown = Api.run(Api.spec("whole"));
        assertThat(shown.getString("state")).isEqualTo("succeeded");
        assertThat(shown.getList("steps.step"))
                .containsExactly(
                        "ingest",
                        "ingest/simulate",
                        "ingest/simulate/fuse-staple",
                        "ingest/simulate/fuse-staple/train-cnn-0",
                        "ingest/simulate/fuse-staple/train-cnn-0/evaluate",
                        "ingest/simulate/fuse-staple/evaluate-staple");
        assertThat(Api.states(shown)).containsOnly("made");
        assertThat(shown.getString("finished")).isNotNull();
    }

    @Test
    void aSubmissionIsAcceptedWithItsAddress() {
        Response accepted = Api.submit(Api.spec("address"));
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.header("Location")).endsWith("/api/experiments/" + accepted.path("id"));
        assertThat(accepted.<String>path("name")).isEqualTo("address");
    }

    @Test
    void theSameExperimentAgainReusesEveryStep() {
        Api.run(Api.spec("again"));
        assertThat(Api.states(Api.run(Api.spec("again")))).containsOnly("reused");
    }

    @Test
    void resultsHaveOneRowPerMethodInTheOrderOfTheSpec() {
        String id = Api.run(Api.spec("rows")).getString("id");
        JsonPath results = given().get("/api/experiments/{id}/results", id).jsonPath();
        assertThat(results.getList("rows.method")).containsExactly("staple", "cnn");
        assertThat(results.getDouble("rows[1].dice")).isEqualTo(0.75);
        assertThat(results.<String>getList("rows[1].model")).hasSize(1);
        assertThat(results.getString("rows[1].gate")).isNull();
    }

    @Test
    void resultsComeAsCsvToo() {
        String id = Api.run(Api.spec("csv")).getString("id");
        Response csv = given().queryParam("format", "csv").get("/api/experiments/{id}/results", id);
        assertThat(csv.contentType()).startsWith("text/csv");
        assertThat(csv.asString().lines().skip(1).map(line -> line.split(",")[0])).containsExactly("staple", "cnn");
    }

    @Test
    void repeatsAreAveragedAndTheGateIsTold() {
        String id = Api.run(Api.spec("gated") + "repeats: 3\ngate: {atLeast: 0.7}\n").getString("id");
        JsonPath results = given().get("/api/experiments/{id}/results", id).jsonPath();
        assertThat(results.getInt("rows[1].repeats")).isEqualTo(3);
        assertThat(results.getDouble("rows[1].diceStd")).isZero();
        assertThat(results.getString("rows[1].gate")).isEqualTo("passed");
    }

    @Test
    void equalRequestsUnderOneKeyAreOneExperiment() {
        List<Response> answers = IntStream.range(0, 3)
                .parallel()
                .mapToObj(i -> Api.submit(Api.spec("thrice"), "the-same-key"))
                .toList();
        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(202, 200, 200);
        Set<String> ids = answers.stream().map(answer -> answer.<String>path("id")).collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        assertThat(Api.ended(ids.iterator().next()).getString("state")).isEqualTo("succeeded");
    }

    @Test
    void theLayoutOfASpecIsOfNoConsequenceToItsKey() {
        String spec = Api.spec("layout");
        String id = Api.submit(spec, "layout-key").path("id");
        Response again = Api.submit(spec.replace("images: 12", "'images':   12, width: 32"), "layout-key");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.<String>path("id")).isEqualTo(id);
    }

    @Test
    void anotherSpecUnderAKnownKeyIsAConflict() {
        String id = Api.submit(Api.spec("first"), "taken").path("id");
        Response conflict = Api.submit(Api.spec("second"), "taken");
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.contentType()).startsWith("application/problem+json");
        assertThat(conflict.<String>path("type")).isEqualTo("urn:consilium:problem:conflict");
        assertThat(Api.show(id).getString("name")).isEqualTo("first");
    }

    @Test
    void anUnknownFieldIsRefusedWithTheNearestKnownOne() {
        Response refused = Api.submit(Api.spec("typo") + "repaets: 2\n");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("violations[0].path")).isEqualTo("repaets");
        assertThat(refused.<String>path("violations[0].rule")).contains("did you mean repeats?");
    }

    @Test
    void textThatIsNoYamlIsRefusedWithItsPlace() {
        Response refused = Api.submit("name: [unclosed");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("detail")).contains("line 1");
    }

    @Test
    void aFailedStepFailsWhatFollowsFromItAndNothingElse() {
        JsonPath shown = Api.run(Api.spec("partly") + "  broken: {kind: confusion-matrices, traceWeight: "
                + ToyStages.FAILS + "}\n");
        assertThat(shown.getString("state")).isEqualTo("failed");
        assertThat(shown.getString("problem.type")).isEqualTo("urn:consilium:problem:training-diverged");
        assertThat(Api.step(shown, "ingest/simulate/train-broken-0")).containsEntry("state", "failed");
        assertThat(Api.step(shown, "ingest/simulate/train-broken-0/evaluate")).containsEntry("state", "cancelled");
        assertThat(Api.step(shown, "ingest/simulate/fuse-staple/train-cnn-0/evaluate")).containsEntry("state", "made");
        JsonPath results = given().get("/api/experiments/{id}/results", shown.getString("id")).jsonPath();
        assertThat(results.getList("rows.repeats")).containsExactly(1, 1, 0);
    }

    @Test
    void aCancelledExperimentEndsAndItsWorkStops() {
        String id = Api.submitted(Api.spec("endless") + "  endless: {kind: confusion-matrices, warmUpEpochs: "
                + ToyStages.NEVER_ENDS + "}\n");
        String endless = "ingest/simulate/train-endless-0";
        JsonPath running = Api.await(() -> Api.show(id), shown -> !shown.getList("steps").isEmpty()
                && "running".equals(Api.step(shown, endless).get("state")));
        assertThat(Api.step(running, endless)).containsEntry("unit", "epoch").containsEntry("total",
                ToyStages.NEVER_ENDS);
        given().post("/api/experiments/{id}/cancel", id).then().statusCode(202);
        JsonPath shown = Api.show(id);
        assertThat(shown.getString("state")).isEqualTo("cancelled");
        assertThat(Api.step(shown, endless)).containsEntry("state", "cancelled");
    }

    @Test
    void cancellingWhatHasEndedChangesNothing() {
        String id = Api.run(Api.spec("over")).getString("id");
        given().post("/api/experiments/{id}/cancel", id).then().statusCode(202);
        assertThat(Api.show(id).getString("state")).isEqualTo("succeeded");
    }

    @Test
    void aReplayVerifiesEveryStep() {
        String id = Api.run(Api.spec("replayed")).getString("id");
        String replay = given().post("/api/experiments/{id}/replay", id).then().statusCode(202).extract().path("id");
        JsonPath shown = Api.ended(replay);
        assertThat(shown.getString("replayOf")).isEqualTo(id);
        assertThat(Api.states(shown)).containsOnly("verified");
        assertThat(shown.getString("state")).isEqualTo("succeeded");
    }

    @Test
    void aReplayThatComesOutDifferentFailsAndSaysWhere() {
        String id = Api.run(Api.spec("wavering")).getString("id");
        ToyStages.MOOD.incrementAndGet();
        try {
            String replay = given().post("/api/experiments/{id}/replay", id).path("id");
            JsonPath shown = Api.ended(replay);
            assertThat(shown.getString("state")).isEqualTo("failed");
            assertThat(shown.getString("problem.type")).isEqualTo("urn:consilium:problem:replay-diverged");
            assertThat(Api.step(shown, "ingest/simulate/fuse-staple/train-cnn-0")).containsEntry("state", "diverged");
        } finally {
            ToyStages.MOOD.decrementAndGet();
        }
    }

    @Test
    void whatHasNotEndedIsNotReplayed() {
        String id = Api.submitted(Api.spec("early") + "  endless: {kind: confusion-matrices, warmUpEpochs: "
                + ToyStages.NEVER_ENDS + "}\n");
        assertThat(given().post("/api/experiments/{id}/replay", id).statusCode()).isEqualTo(409);
        given().post("/api/experiments/{id}/cancel", id).then().statusCode(202);
    }

    @Test
    void aPlanSaysWhatIsThereAlready() {
        String spec = Api.spec("planned");
        JsonPath before = given().body(spec).post("/api/plan").then().statusCode(200).extract().jsonPath();
        assertThat(before.getList("steps.status")).containsExactly("miss", "unknown", "unknown", "unknown", "unknown",
                "unknown");
        Api.run(spec);
        JsonPath after = given().body(spec).post("/api/plan").jsonPath();
        assertThat(after.getList("steps.status")).containsOnly("hit");
        assertThat(after.getString("digest")).isEqualTo(before.getString("digest"));
    }

    @Test
    void aValidSpecIsToldItsDigest() {
        JsonPath valid = given().body(Api.spec("valid")).post("/api/validate").jsonPath();
        assertThat(valid.getBoolean("valid")).isTrue();
        assertThat(valid.getString("digest")).hasSize(64);
    }

    @Test
    void listsAreNewestFirstAndGoOnWhereAPageEnded() {
        List<String> ids = IntStream.range(0, 3).mapToObj(i -> Api.submitted(Api.spec("listed-" + i))).toList();
        JsonPath page = given().queryParam("limit", 2).get("/api/experiments").jsonPath();
        assertThat(page.getList("experiments.id")).containsExactly(ids.get(2), ids.get(1));
        JsonPath next = given().queryParam("limit", 1).queryParam("after", page.getString("next"))
                .get("/api/experiments").jsonPath();
        assertThat(next.getList("experiments.id")).containsExactly(ids.get(0));
    }

    @Test
    void aListCountsTheStepsThatAreDone() {
        String id = Api.run(Api.spec("counted")).getString("id");
        List<Map<String, Object>> experiments =
                given().queryParam("limit", 500).get("/api/experiments").jsonPath().getList("experiments");
        Map<String, Object> listed =
                experiments.stream().filter(one -> one.get("id").equals(id)).findFirst().orElseThrow();
        assertThat(listed).containsEntry("stepsDone", 6).containsEntry("steps", 6).containsEntry("state", "succeeded");
    }

    @Test
    void anUnknownExperimentIsNotFound() {
        assertThat(given().get("/api/experiments/exp-none").statusCode()).isEqualTo(404);
        assertThat(given().get("/api/experiments/exp-none/events").statusCode()).isEqualTo(404);
        assertThat(given().post("/api/experiments/exp-none/cancel").statusCode()).isEqualTo(404);
        assertThat(given().post("/api/experiments/exp-none/replay").statusCode()).isEqualTo(404);
    }

    @Test
    void theApiIsDescribed() {
        String openApi = given().accept("application/json").get("/q/openapi").asString();
        assertThat(JsonPath.from(openApi).getMap("paths").keySet())
                .map(String::valueOf)
                .contains("/api/experiments", "/api/experiments/{id}/events", "/api/plan",
                        "/api/artefacts/{digest}/{part}");
    }

    @Test
    void theDashboardStandsAtTheRoot() {
        assertThat(given().get("/").then().statusCode(200).extract().asString()).contains("<title>Consilium</title>");
    }
}
