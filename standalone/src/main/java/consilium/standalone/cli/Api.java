package consilium.standalone.cli;

import consilium.kernel.problem.ProblemException;
import consilium.runtime.format.Trees;
import consilium.standalone.RootCause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The server's REST API, as the commands use it. What the server refuses becomes a [CommandException] with the
/// problem's words and the exit code that fits.
final class Api implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI server;
    private final HttpClient client;

    Api(URI server) {
        this.server = server;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    Answer get(String path) {
        return tree(text(request(path).GET()));
    }

    /// The body as it came, for formats other than JSON.
    String getText(String path) {
        return text(request(path).GET());
    }

    Answer post(String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return tree(text(request));
    }

    /// Sends a file.
    Answer post(String path, byte[] body, String mediaType) {
        return tree(text(request(path).POST(BodyPublishers.ofByteArray(body)).header("Content-Type", mediaType)));
    }

    /// Sends a file to where it is to be found.
    Answer put(String path, byte[] body, String mediaType) {
        return tree(text(request(path).PUT(BodyPublishers.ofByteArray(body)).header("Content-Type", mediaType)));
    }

    Answer post(String path) {
        return post(path, "", Map.of());
    }

    Answer delete(String path) {
        return tree(text(request(path).DELETE()));
    }

    /// Writes the bytes beside the target and moves them into place.
    void download(String path, Path target) {
        try (InputStream body = send(request(path).GET())) {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Path part = target.resolveSibling(target.getFileName() + ".part");
            Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "cannot write " + target + ": " + RootCause.of(e), e);
        }
    }

    /// Gives each event of a stream to the receiver; returns when the server ends the stream.
    ///
    /// @throws UncheckedIOException when the connection breaks before that
    void events(String path, Consumer<ServerEvent> receiver) {
        InputStream body = send(request(path).GET().setHeader("Accept", "text/event-stream"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            new EventStream(lines.lines()).forEachRemaining(receiver);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One segment of a path, whatever is in it.
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Accept", "application/json, text/csv, */*;q=0.1");
    }

    private String text(HttpRequest.Builder request) {
        try (InputStream body = send(request)) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw silent(e);
        }
    }

    private InputStream send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() < 400) {
                return response.body();
            }
            try (InputStream body = response.body()) {
                throw problem(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    private CommandException silent(IOException e) {
        return new CommandException(
                ExitCode.FAILED, "no answer from the server at " + server + ": " + RootCause.of(e), e);
    }

    private static Answer tree(String body) {
        return new Answer(body.isBlank() ? null : Trees.json(body, "the server's answer"));
    }

    /// In one line, unless the problem lists several violations: then each has its own.
    static CommandException problem(int status, String body) {
        Answer problem = new Answer(parsed(body));
        String title = problem.text("title").orElse("The server answered " + status);
        List<Answer> violations = problem.list("violations");
        if (violations.isEmpty()) {
            String detail = problem.show("detail");
            return new CommandException(
                    ExitCode.ofStatus(status), detail.isEmpty() ? title : title + ": " + detail);
        }
        return new CommandException(
                ExitCode.ofStatus(status),
                Violations.lines(title, violations.stream()
                        .map(violation -> Violations.line(violation.show("path"), violation.show("rule")))
                        .toList()));
    }

    /// What is not a problem document, from a proxy perhaps, is told by its first line.
    private static @Nullable Object parsed(String body) {
        try {
            return Trees.json(body, "problem");
        } catch (ProblemException _) {
            return Map.of("detail", body.strip().lines().findFirst().orElse(""));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
