package consilium.relay;

import consilium.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Services in a process of their own.
final class Worker implements AutoCloseable {

    private final Process process;
    private final int port;

    private Worker(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// @param groups        for which it works
    /// @param configuration beside what the foundations tell
    static Worker start(Foundations foundations, String groups, Map<String, String> configuration) throws IOException {
        int port = FreePort.next();
        Map<String, String> settings = new HashMap<>(foundations.configuration(port));
        settings.put("consilium.work.groups", groups);
        settings.putAll(configuration);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.quarkus.bootstrap.runner.QuarkusEntryPoint", "serve"));
        return new Worker(new ProcessBuilder(command).inheritIO().start(), port);
    }

    void awaitReady() throws InterruptedException {
        Ready.await(port);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
