package consilium.ingest.shell.growing;

import consilium.kernel.problem.Problem;
import consilium.runtime.format.Trees;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Fetches exports from annotation tools by their REST APIs.
///
/// Source: Label Studio's API reference, "Export annotations"; CVAT's API reference, `create_dataset_export` of jobs and
/// `retrieve` of requests.
@ApplicationScoped
class ToolClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int LOOKS = 120;
    private static final int MOST_BYTES = 1 << 28;

    private final Optional<Server> labelStudio;
    private final Optional<Server> cvat;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();

    ToolClient(
            @ConfigProperty(name = "consilium.ingest.label-studio.url") Optional<URI> labelStudio,
            @ConfigProperty(name = "consilium.ingest.label-studio.authorization") Optional<String> labelStudioHeader,
            @ConfigProperty(name = "consilium.ingest.cvat.url") Optional<URI> cvat,
            @ConfigProperty(name = "consilium.ingest.cvat.authorization") Optional<String> cvatHeader) {
        this.labelStudio = labelStudio.map(url -> new Server("label-studio", url, labelStudioHeader));
        this.cvat = cvat.map(url -> new Server("cvat", url, cvatHeader));
    }

    private record Server(String name, URI url, Optional<String> authorization) {

        /// Only this server is asked, whatever address an answer names: the header is for it alone.
        URI at(String path) {
            URI there = url.resolve(path);
            if (!String.valueOf(there.getAuthority()).equals(url.getAuthority())) {
                throw new Problem.BadInput(name, path, "lies on another server than " + url).toException();
            }
            return there;
        }
    }

    byte[] labelStudioExport(String project) {
        Server server = required(labelStudio, "label-studio");
        return send(server, request(server, "/api/projects/" + encoded(project) + "/export?exportType=JSON").GET());
    }

    /// The ids of a task's jobs that are completed.
    List<Long> cvatCompletedJobs(String task) {
        Server server = required(cvat, "cvat");
        List<Long> jobs = new ArrayList<>();
        Object next = "/api/jobs?state=completed&page_size=100&task_id=" + encoded(task);
        while (next instanceof String page) {
            Map<?, ?> answer = json(server, request(server, page).GET());
            if (answer.get("results") instanceof List<?> results) {
                results.forEach(row -> jobs.add(id(row)));
            }
            next = answer.get("next");
        }
        return jobs;
    }

    private static long id(@Nullable Object job) {
        if (job instanceof Map<?, ?> map && map.get("id") instanceof Number id) {
            return id.longValue();
        }
        throw new Problem.BadInput("cvat", "jobs", "must have ids").toException();
    }

    /// A job's annotations as "CVAT for images 1.1".
    byte[] cvatExport(long job) {
        Server server = required(cvat, "cvat");
        Map<?, ?> begun = json(server, request(server, "/api/jobs/" + job + "/dataset/export?save_images=false&format="
                + encoded("CVAT for images 1.1")).POST(BodyPublishers.noBody()));
        String rq = String.valueOf(begun.get("rq_id"));
        return annotations(send(server, request(server, finished(server, rq)).GET()));
    }

    private String finished(Server server, String rq) {
        for (int look = 0; look < LOOKS; look++) {
            Map<?, ?> state = json(server, request(server, "/api/requests/" + encoded(rq)).GET());
            if ("finished".equals(state.get("status")) && state.get("result_url") instanceof String url) {
                return url;
            }
            if ("failed".equals(state.get("status"))) {
                throw failed(server, "the export failed: " + state.get("message"), null);
            }
            pause(server);
        }
        throw failed(server, "the export was not ready within " + BETWEEN_LOOKS.multipliedBy(LOOKS), null);
    }

    private static byte[] annotations(byte[] zip) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals("annotations.xml")) {
                    return bounded(in);
                }
            }
            throw new Problem.BadInput("export of cvat", "", "holds no annotations.xml").toException();
        } catch (IOException e) {
            throw new Problem.BadInput("export of cvat", "", "is no zip: " + e.getMessage()).toException(e);
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES);
        if (bytes.length == MOST_BYTES) {
            throw new Problem.TooLarge("the export", MOST_BYTES + " bytes or more", MOST_BYTES + " bytes")
                    .toException();
        }
        return bytes;
    }

    private Map<?, ?> json(Server server, HttpRequest.Builder request) {
        Object tree =
                Trees.json(new String(send(server, request), StandardCharsets.UTF_8), "answer of " + server.name());
        if (tree instanceof Map<?, ?> map) {
            return map;
        }
        throw failed(server, "answered with something else than a map", null);
    }

    private HttpRequest.Builder request(Server server, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.at(path)).timeout(PATIENCE);
        server.authorization().ifPresent(header -> request.header("Authorization", header));
        return request;
    }

    private byte[] send(Server server, HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    throw failed(server, "answered " + response.statusCode() + " to " + response.uri(), null);
                }
                return bounded(body);
            }
        } catch (IOException e) {
            throw failed(server, String.valueOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(server, "interrupted", e);
        }
    }

    /// Not an outage of ours: what waits behind it need not wait for it, and the next comparison makes up for it.
    private static RuntimeException failed(Server server, String why, @Nullable Throwable cause) {
        Problem problem = new Problem.Unexpected(server.name() + " at " + server.url() + ": " + why);
        return cause == null ? problem.toException() : problem.toException(cause);
    }

    private static Server required(Optional<Server> server, String name) {
        return server.orElseThrow(() -> new Problem.BadInput(name, "",
                "its address is not configured; set consilium.ingest." + name + ".url").toException());
    }

    private static void pause(Server server) {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(server, "interrupted", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
