package consilium.standalone.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Events that nobody could work on.
@Command(name = "dead", description = "Look at dead letters, events that a stage gave up; send them again, or throw them away.", subcommands = {
        DeadListCommand.class, DeadShowCommand.class, DeadRedriveCommand.class, DeadPurgeCommand.class})
final class DeadCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getErr());
        return ExitCode.USAGE;
    }
}
