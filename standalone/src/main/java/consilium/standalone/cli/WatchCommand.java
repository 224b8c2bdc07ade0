package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Follows an experiment.
@Command(name = "watch", description = "Follow an experiment to its end, and end as it does.")
final class WatchCommand extends HouseCommand {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        return Finish.of(visit, experiment.in(visit), output);
    }
}
