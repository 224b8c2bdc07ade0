package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Stops an experiment.
@Command(name = "cancel", description = "Cancel an experiment. What it has made already stays.")
final class CancelCommand extends HouseCommand {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        String id = experiment.in(visit);
        visit.api().post(Experiments.path(id) + "/cancel");
        Answer cancelled = visit.api().get(Experiments.path(id));
        output.print(visit.screen(), cancelled, () -> visit.say(Finish.headline(visit.style(), cancelled)));
        return ExitCode.OK;
    }
}
