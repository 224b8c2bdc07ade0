package consilium.orchestrate.shell;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// The REST API as its tests use it.
final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");

    private Api() {}

    /// A spec of two methods that share a fusion, one of them trained; `name` keeps its recipes to itself, by its seed.
    static String spec(String name) {
        return """
                name: %s
                seed: %d
                dataset: {kind: phantoms, images: 12}
                annotations: {simulated: [{kind: good, name: good}, {kind: blank, name: blank}]}
                methods:
                  staple: {kind: fusion, fusion: {kind: staple}}
                  cnn: {kind: cnn, fusion: {kind: staple}}
                """
                .formatted(name, Math.abs(name.hashCode()));
    }

    static Response submit(String spec) {
        return given().contentType("text/plain").body(spec).post("/api/experiments");
    }

    static Response submit(String spec, String key) {
        return given().contentType("text/plain").header("Idempotency-Key", key).body(spec).post("/api/experiments");
    }

    static String submitted(String spec) {
        return submit(spec).then().statusCode(202).extract().path("id");
    }

    static JsonPath show(String id) {
        return given().get("/api/experiments/{id}", id).then().statusCode(200).extract().jsonPath();
    }

    static JsonPath ended(String id) {
        return await(() -> show(id), shown -> ENDED.contains(shown.getString("state")));
    }

    static JsonPath run(String spec) {
        return ended(submitted(spec));
    }

    static Map<String, Object> step(JsonPath shown, String id) {
        return shown.<Map<String, Object>>getList("steps").stream()
                .filter(step -> step.get("step").equals(id))
                .findFirst()
                .orElseThrow();
    }

    static List<String> states(JsonPath shown) {
        return shown.getList("steps.state");
    }

    static <T> T await(Supplier<T> question, java.util.function.Predicate<T> answered) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            T answer = question.get();
            if (answered.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > until) {
                throw new AssertionError("not so within " + PATIENCE + ": "
                        + (answer instanceof JsonPath json ? json.prettify() : answer));
            }
            nap();
        }
    }

    private static void nap() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
