package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Shows a standing experiment.
@Command(name = "show", description = "Show a standing experiment, its runs and who has drifted.")
final class ShowStandingCommand extends HouseCommand {

    @Mixin
    private StandingParameter standing = new StandingParameter();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer shown = visit.api().get(standing.path());
        output.print(visit.screen(), shown, () -> Standing.show(visit, shown));
        return ExitCode.OK;
    }
}
