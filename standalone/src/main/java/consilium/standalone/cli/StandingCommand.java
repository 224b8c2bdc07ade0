package consilium.standalone.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Experiments that stand by a data set that grows.
@Command(name = "standing", description = "Experiments that stand by a data set that grows.", subcommands = {
        CreateStandingCommand.class,
        ListStandingCommand.class,
        ShowStandingCommand.class,
        FusionsCommand.class,
        ReliabilityCommand.class,
        PauseStandingCommand.class,
        ResumeStandingCommand.class
})
final class StandingCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getErr());
        return ExitCode.USAGE;
    }
}
