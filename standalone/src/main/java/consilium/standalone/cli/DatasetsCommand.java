package consilium.standalone.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Data sets that grow.
@Command(name = "datasets", description = "Data sets that grow: make them, add to them, look at any past state.", subcommands = {
        CreateDatasetCommand.class,
        ListDatasetsCommand.class,
        ShowDatasetCommand.class,
        RegisterImagesCommand.class,
        UploadImageCommand.class,
        AnnotateCommand.class,
        WithdrawCommand.class,
        HistoryCommand.class,
        ReconcileCommand.class
})
final class DatasetsCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getErr());
        return ExitCode.USAGE;
    }
}
