package consilium.standalone.cli;

import consilium.standalone.House;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// A house that stays.
@Command(name = "up", description = {
        "Start every service in this process, and stay until Ctrl-C.",
        "Other commands then use this server instead of starting their own."
})
final class UpCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ConsiliumCommand consilium;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8480", description = "The port of the REST API, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = 8480;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "The address to listen on (default: ${DEFAULT-VALUE}). Whoever can reach it can use it: there"
            + " is no login.")
    private String host = "127.0.0.1";

    @Override
    public Integer call() {
        ConsiliumCommand parent = Objects.requireNonNull(consilium);
        Screen screen = parent.screen();
        try (House house = House.open(
                parent.home(),
                parent.environment(),
                port,
                Map.of("quarkus.http.host", host, "quarkus.log.console.enabled", "true"))) {
            screen.out().println("Consilium is ready at " + house.address() + " (process "
                    + ProcessHandle.current().pid() + ", home " + parent.home() + ", events at " + house.kafka()
                    + "). Ctrl-C stops it.");
            screen.out().flush();
            house.awaitEnd();
        }
        throw new CommandException(ExitCode.FAILED,
                "the services stopped by themselves; the log is " + parent.home().log());
    }
}
