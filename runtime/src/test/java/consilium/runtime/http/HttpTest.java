package consilium.runtime.http;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class HttpTest {

    @Test
    void foreseenFailureIsToldAsItIs() {
        given().get("/failing/foreseen")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:consilium:problem:not-found"))
                .body("title", equalTo("Not found"))
                .body("status", equalTo(404))
                .body("detail", equalTo("no experiment 7"))
                .body("instance", equalTo("/failing/foreseen"));
    }

    @Test
    void everyViolationIsTold() {
        given().get("/failing/tree")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("violations.path", hasItems("name", "seeed"));
    }

    @Test
    void bugShowsNoStack() {
        given().get("/failing/bug")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:consilium:problem:unexpected"))
                .body(not(containsString("secret")))
                .body(not(containsString("at consilium")));
    }

    @Test
    void unknownPathAndWrongMethodAreProblemsToo() {
        given().get("/nowhere").then().statusCode(404).contentType("application/problem+json");
        given().post("/failing/bug").then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void readyAndLiveOnceTheBrokerIsThere() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItems("broker", "artefact store", "work queue")));
        given().get("/q/health/live").then().statusCode(200).body("checks.name", hasItems("workers"));
    }

    @Test
    void metricsAreThere() {
        given().get("/q/metrics").then().statusCode(200).body(containsString("consilium_outbox_pending"));
    }
}
