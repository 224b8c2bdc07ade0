package consilium.relay;

import consilium.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Services in a process of their own.
final class Worker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final int port;

    private Worker(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// @param groups        for which it works
    /// @param configuration beside what the foundations tell
    static Worker start(Foundations foundations, String groups, Map<String, String> configuration) throws IOException {
        return start(foundations, groups, configuration, Crew.THIS_BUILD);
    }

    /// @param build the application's jar, of this build or another
    static Worker start(Foundations foundations, String groups, Map<String, String> configuration, Path build)
            throws IOException {
        int port = FreePort.next();
        Map<String, String> settings = new HashMap<>(foundations.configuration(port));
        settings.put("consilium.work.groups", groups);
        settings.putAll(configuration);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", build.toString(), "serve"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Worker(process, port);
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    CompletableFuture<Process> ended() {
        return process.onExit();
    }

    /// Has it die when it next passes the point.
    void appoint(Point point) {
        try {
            process.outputWriter().write(point.name() + "\n");
            process.outputWriter().flush();
        } catch (IOException e) {
            // It is dead already, which is all the order wants.
            return;
        }
    }

    boolean diesWithin(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// As `kill -9`.
    void kill() {
        process.destroyForcibly();
    }

    /// Stops it where it is, without its knowing.
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
    }

    void awaitReady() throws InterruptedException {
        Ready.await(port);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!diesWithin(PATIENCE)) {
            kill();
            process.waitFor();
        }
    }
}
