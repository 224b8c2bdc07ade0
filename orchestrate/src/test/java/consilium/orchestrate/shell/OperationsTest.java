package consilium.orchestrate.shell;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.plan.Fact;
import consilium.runtime.collect.KeepRule;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// What those who run it ask for: the collection of rubbish, and dead letters.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class OperationsTest {

    @Inject
    DataSource database;

    @Any
    @Inject
    Instance<KeepRule> rules;

    @Inject
    Publisher publisher;

    @Inject
    Topics topics;

    @Test
    void everyReasonToKeepIsAsked() {
        assertThat(rules.stream().map(KeepRule::why)).containsExactlyInAnyOrder(
                "being made", "live experiment", "one of the newest 20 experiments", "registered model",
                "used within 30 days");
    }

    @Test
    void whatALiveExperimentMadeOrUsesIsKeptUntilItHasEnded() throws SQLException {
        JsonPath ended = Api.run(Api.spec("kept-while-it-lives"));
        Set<String> recipes = Set.copyOf(ended.<String>getList("steps.recipe"));
        String mine = "'" + String.join("', '", recipes) + "'";
        update("update execution set used = timestamptz '2020-01-01' where recipe in (" + mine + ")");
        assertThat(kept("live experiment")).doesNotContainAnyElementsOf(recipes);

        update("update experiment set state = 'RUNNING' where id = '" + ended.getString("id") + "'");
        assertThat(kept("live experiment")).containsAll(recipes);

        // The tracker has not been told of what was used; that it was used is on the execution.
        update("update experiment_step set recipe = null where experiment = '" + ended.getString("id") + "'");
        assertThat(kept("live experiment")).doesNotContainAnyElementsOf(recipes);
        update("update execution set used = clock_timestamp() where recipe in (" + mine + ")");
        assertThat(kept("live experiment")).containsAll(recipes);
        update("update experiment set state = 'SUCCEEDED' where id = '" + ended.getString("id") + "'");
    }

    @Test
    void registeredModelsAreKeptAndRefusedOnesAreNot() throws SQLException {
        insertDeployment("registered", true);
        insertDeployment("refused", false);

        assertThat(kept("registered model")).contains("registered").doesNotContain("refused");
        update("delete from execution where recipe in ('registered', 'refused')");
    }

    @Test
    void collectingLeavesWhatExperimentsNeedAndSaysSo() {
        String spec = Api.spec("collected-around");
        JsonPath first = Api.run(spec);
        JsonPath looked = given().queryParam("dryRun", true).post("/api/gc").then().statusCode(200).extract()
                .jsonPath();
        JsonPath collected = given().post("/api/gc").then().statusCode(200).extract().jsonPath();

        assertThat(looked.getBoolean("dryRun")).isTrue();
        assertThat(collected.getBoolean("dryRun")).isFalse();
        assertThat(collected.getMap("kept")).containsKeys("live experiment", "registered model");
        assertThat(Api.states(Api.run(spec))).isNotEmpty().allMatch("reused"::equals);
        assertThat(first.getString("state")).isEqualTo("succeeded");
    }

    @Test
    void deadLettersAreListedShownSentAgainAndThrownAway() {
        String experiment = "dead-by-rest";
        Publisher.await(publisher.send(
                Publisher.structured(topics.of(Fact.EXPERIMENT_REQUESTED), experiment, "{ no event")));
        JsonPath list = Api.await(
                () -> given().queryParam("experiment", experiment).get("/api/dead").then().statusCode(200).extract()
                        .jsonPath(),
                found -> found.getList("letters").size() == 1);
        String id = list.getString("letters[0].id");
        assertThat(list.getString("letters[0].group")).isEqualTo("orchestrate");
        assertThat(list.getString("letters[0].type")).isEqualTo("urn:consilium:problem:unreadable");
        assertThat(list.getString("letters[0].topic")).isEqualTo(topics.of(Fact.EXPERIMENT_REQUESTED));

        JsonPath letter = given().get("/api/dead/{id}", id).then().statusCode(200).extract().jsonPath();
        assertThat(letter.getString("payload")).isEqualTo("{ no event");
        assertThat(letter.getString("problem.detail")).contains("line 1");
        given().post("/api/dead/{id}/redrive", id).then().statusCode(200);
        given().post("/api/dead/{id}/redrive", id).then().statusCode(409);
        Api.await(
                () -> given().queryParam("experiment", experiment).get("/api/dead").jsonPath(),
                found -> found.getList("letters").size() == 2);

        given().queryParam("group", "orchestrate").delete("/api/dead").then().statusCode(200);
        given().get("/api/dead/{id}", id).then().statusCode(404);
        given().queryParam("group", "none").get("/api/dead").then().statusCode(404);
        given().queryParam("olderThan", "soon").delete("/api/dead").then().statusCode(422);
    }

    private Set<String> kept(String why) throws SQLException {
        KeepRule rule = rules.stream().filter(candidate -> candidate.why().equals(why)).findFirst().orElseThrow();
        Set<String> recipes = new HashSet<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(rule.recipes())) {
            while (rows.next()) {
                recipes.add(rows.getString(1));
            }
        }
        return recipes;
    }

    private void insertDeployment(String recipe, boolean passed) throws SQLException {
        update("insert into execution (recipe, stage, revision, slice, summary, environment, attempt, started, finished)"
                + " values ('" + recipe + "', 'deploy', 1, 's', '{\"passed\": " + passed
                + "}', '{}', 1, now(), now())");
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
