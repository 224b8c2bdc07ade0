package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Pauses a standing experiment.
@Command(name = "pause", description = "Fuse nothing and run nothing until it is resumed.")
final class PauseStandingCommand extends HouseCommand {

    @Mixin
    private StandingParameter standing = new StandingParameter();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer shown = visit.api().post(standing.path() + "/pause");
        output.print(visit.screen(), shown, () -> Standing.show(visit, shown));
        return ExitCode.OK;
    }
}
