package consilium.relay;

import consilium.embedded.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Conductor's own server as a process, with SQLite as its store, in a folder of its own.
///
/// Whatever it need not do for six steps is off: the search index, the scheduler, AI workers, all but warnings in its log.
/// It has one connection to its store, as the settings it comes with propose for SQLite: with its ten, some transactions find
/// the store locked, and their workflows fail.
final class ConductorServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final List<String> SETTINGS = List.of(
            "--server.address=127.0.0.1",
            "--conductor.db.type=sqlite",
            "--conductor.queue.type=sqlite",
            "--spring.datasource.hikari.maximum-pool-size=1",
            "--conductor.workflow-execution-lock.type=local_only",
            "--conductor.indexing.enabled=false",
            "--conductor.indexing.type=none",
            "--conductor.scheduler.enabled=false",
            "--conductor.integrations.ai.enabled=false",
            "--logging.level.root=WARN");

    private final Process process;
    private final Path log;
    private final int port;

    private ConductorServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /// Waits until it is healthy.
    ///
    /// @param jar     `org.conductoross:conductor-server:jar:boot`
    /// @param options of its Java
    /// @param synchronous whether SQLite's commits wait for the disk, `FULL`, as ours do, or not, `NORMAL`
    /// @throws IllegalStateException when it ends, or takes too long
    static ConductorServer start(Path jar, List<String> options, String synchronous)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("conductor-");
        int port = FreePort.next();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "--server.port=" + port));
        command.add("--spring.datasource.url=jdbc:sqlite:" + folder.resolve("store.db")
                + "?busy_timeout=15000&journal_mode=WAL&synchronous=" + synchronous);
        command.addAll(SETTINGS);
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ConductorServer server = new ConductorServer(process, log, port);
        try {
            server.awaitHealthy();
        } catch (IllegalStateException | InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
        return server;
    }

    private void awaitHealthy() throws InterruptedException {
        long begun = System.nanoTime();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!healthy(http)) {
                if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException("Conductor did not come up; its log is " + log);
                }
                Thread.sleep(200);
            }
        }
    }

    private boolean healthy(HttpClient http) throws InterruptedException {
        try {
            HttpRequest asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build();
            return http.send(asked, HttpResponse.BodyHandlers.ofString()).body().contains("\"healthy\":true");
        } catch (IOException notYet) {
            return false;
        }
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + port + "/api/");
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
