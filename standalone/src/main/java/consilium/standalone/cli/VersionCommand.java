package consilium.standalone.cli;

import consilium.standalone.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// What is running.
@Command(name = "version", description = "Show the versions of Consilium and of the Java it runs on.")
final class VersionCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ConsiliumCommand consilium;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("consilium", Version.current());
        versions.put("java", Runtime.version().toString());
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        Screen screen = java.util.Objects.requireNonNull(consilium).screen();
        output.print(
                screen,
                new Answer(versions),
                () -> screen.out().println("consilium " + versions.get("consilium") + " (Java " + versions.get("java")
                        + ", " + versions.get("os") + ")"));
        return ExitCode.OK;
    }
}
