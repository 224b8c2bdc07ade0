package consilium.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The harnesses of docs/faults.md in short forms, as the processes they are. Each ends with 0 only when its verdict is
/// that nothing was lost, doubled, stuck or different.
class ShortFormsIT {

    @Test
    void processesAreKilled() throws Exception {
        assertPassed("kill", "--experiments", "20", "--kills", "4", "--processes", "3", "--seed", "1");
    }

    @Test
    void eventsComeThreeTimes() throws Exception {
        assertPassed("duplicates", "--experiments", "10");
    }

    @Test
    void callsFail() throws Exception {
        assertPassed("faults", "--experiments", "20", "--percent", "1", "--seed", "3");
    }

    @Test
    void workersDieAndFreeze() throws Exception {
        assertPassed("freeze", "--times", "1");
    }

    @Test
    void brokerAndDatabaseAreGone() throws Exception {
        assertPassed("outage", "--experiments", "30", "--seconds", "10", "--of", "broker,database");
    }

    /// What it says lies in `target/short-forms`.
    private static void assertPassed(String... arguments) throws IOException, InterruptedException {
        Path log = Files.createDirectories(Path.of("target", "short-forms")).resolve(arguments[0] + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar", Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
        command.addAll(List.of(arguments));
        Process relay = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(relay.waitFor(5, TimeUnit.MINUTES)).as("%s ends", String.join(" ", arguments)).isTrue();
            assertThat(relay.exitValue()).as("%s, see %s", String.join(" ", arguments), log).isZero();
        } finally {
            relay.descendants().forEach(ProcessHandle::destroyForcibly);
            relay.destroyForcibly();
        }
    }
}
