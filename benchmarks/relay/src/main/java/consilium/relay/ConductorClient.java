package consilium.relay;

import consilium.runtime.format.Trees;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a client needs of Conductor's REST API.
///
/// Source: <https://docs.conductor-oss.org/documentation/api/index.html>, tried with 3.32.3.
final class ConductorClient implements AutoCloseable {

    private static final String TASK = """
            {"name":"%s","ownerEmail":"relay@example.org","retryCount":3,"timeoutSeconds":0,\
            "responseTimeoutSeconds":600}""";

    private static final String STEP = """
            {"name":"%s","taskReferenceName":"%1$s","type":"SIMPLE"}""";

    private static final String WORKFLOW = """
            {"name":"%s","version":1,"ownerEmail":"relay@example.org","schemaVersion":2,"tasks":[%s]}""";

    private static final String COMPLETED = """
            {"workflowInstanceId":"%s","taskId":"%s","status":"COMPLETED","outputData":{}}""";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI api;

    ConductorClient(URI api) {
        this.api = api;
    }

    /// A step of one workflow that waits to be done.
    record Task(String id, String workflow) {}

    /// Makes a workflow known whose steps follow one another.
    void register(String name, List<String> steps) throws IOException, InterruptedException {
        post("metadata/taskdefs", "[" + each(TASK, steps) + "]");
        String workflow = String.format(Locale.ROOT, WORKFLOW, name, each(STEP, steps));
        send(json("metadata/workflow").PUT(BodyPublishers.ofString("[" + workflow + "]")));
    }

    private static String each(String pattern, List<String> steps) {
        return steps.stream().map(step -> String.format(Locale.ROOT, pattern, step)).collect(Collectors.joining(","));
    }

    /// @return its id
    String start(String workflow) throws IOException, InterruptedException {
        return post("workflow", "{\"name\":\"" + workflow + "\",\"version\":1}");
    }

    /// Takes steps over, at most `count`.
    ///
    /// @param patience how long the server waits for the first one
    List<Task> poll(String step, int count, Duration patience) throws IOException, InterruptedException {
        String path = "tasks/poll/batch/" + step + "?workerid=relay&count=" + count + "&timeout=" + patience.toMillis();
        String answer = get(path);
        return ((List<?>) Objects.requireNonNull(Trees.json(answer, path))).stream()
                .map(tree -> (Map<?, ?>) tree)
                .map(task -> new Task(text(task.get("taskId")), text(task.get("workflowInstanceId"))))
                .toList();
    }

    /// Reports a step as done.
    void complete(Task task) throws IOException, InterruptedException {
        post("tasks", String.format(Locale.ROOT, COMPLETED, task.workflow(), task.id()));
    }

    /// Such as `RUNNING`, `COMPLETED` or `FAILED`.
    String status(String workflow) throws IOException, InterruptedException {
        String path = "workflow/" + workflow + "/status?includeOutput=false&includeVariables=false";
        return text(((Map<?, ?>) Objects.requireNonNull(Trees.json(get(path), path))).get("status"));
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(api.resolve(path)));
    }

    private String post(String path, String json) throws IOException, InterruptedException {
        return send(json(path).POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder json(String path) {
        return HttpRequest.newBuilder(api.resolve(path)).header("Content-Type", "application/json");
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
