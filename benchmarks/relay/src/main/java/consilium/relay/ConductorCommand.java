package consilium.relay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Ours, then Conductor, never beside each other: the same six steps, the same numbers, one client.
@Command(name = "conductor", description = {
        "The same six steps at Conductor, after ours. Its server is had with",
        "  ./mvnw -N dependency:copy -Dartifact=org.conductoross:conductor-server:3.32.3:jar:boot -DoutputDirectory=FOLDER"
})
final class ConductorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--jar", required = true, description = "conductor-server-*-boot.jar")
    private Path jar = Path.of("");

    @Mixin
    private Effort effort = new Effort();

    @Option(names = "--java-options", split = " ", defaultValue = "-Xmx2g -XX:+UseSerialGC", description = "Of Conductor's process (${DEFAULT-VALUE})")
    private List<String> javaOptions = List.of();

    @Option(names = "--synchronous", defaultValue = "FULL", description = "FULL: its commits wait for the disk, as ours do; NORMAL: they do not (${DEFAULT-VALUE})")
    private String synchronous = "";

    @Option(names = "--hands", defaultValue = "10", description = "Steps of one kind done at once (${DEFAULT-VALUE})")
    private int hands;

    @Option(names = "--poll-timeout", defaultValue = "0", description = "Milliseconds the server holds a poll (${DEFAULT-VALUE})")
    private int timeout;

    @Option(names = "--poll-interval", defaultValue = "10", description = "Milliseconds between a poll in vain and the next (${DEFAULT-VALUE})")
    private int interval;

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(jar)) {
            throw new ParameterException(
                    spec.commandLine(), "no jar at " + jar + "; relay conductor --help says how to have it");
        }
        System.out.println("Consilium");
        Comparison.Measured ours = Relay.inOneProcess(driver -> Comparison.Measured.of(driver, effort));
        System.out.println(jar.getFileName());
        Comparison.Measured peer = conductor();
        System.out.printf(
                "%n%d one by one after %d; %d under way at once for %d s; %d processors%n",
                effort.runs, effort.warmUp, effort.inFlight, effort.seconds,
                Runtime.getRuntime().availableProcessors());
        new Comparison(ours, peer).lines("Conductor").forEach(System.out::println);
        return 0;
    }

    private Comparison.Measured conductor() throws Exception {
        ConductorLoad.Polling polling =
                new ConductorLoad.Polling(hands, Duration.ofMillis(timeout), Duration.ofMillis(interval));
        try (ConductorServer server = ConductorServer.start(jar, javaOptions, synchronous);
                ConductorLoad load = ConductorLoad.on(server.pid(), server.api(), polling)) {
            return Comparison.Measured.of(load, effort);
        }
    }
}
