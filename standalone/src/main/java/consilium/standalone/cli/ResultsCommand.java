package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The scores of an experiment's methods.
@Command(name = "results", description = "Show the scores of an experiment's methods, those that are there so far.")
final class ResultsCommand extends HouseCommand {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer results = visit.api().get(Experiments.path(experiment.in(visit)) + "/results");
        output.print(visit.screen(), results, () -> visit.say(Results.table(results, visit.style())));
        return ExitCode.OK;
    }
}
