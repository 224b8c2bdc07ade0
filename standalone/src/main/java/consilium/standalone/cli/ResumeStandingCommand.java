package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Resumes a standing experiment.
@Command(name = "resume", description = "Go on; what changed in the meantime is fused first.")
final class ResumeStandingCommand extends HouseCommand {

    @Mixin
    private StandingParameter standing = new StandingParameter();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer shown = visit.api().post(standing.path() + "/resume");
        output.print(visit.screen(), shown, () -> Standing.show(visit, shown));
        return ExitCode.OK;
    }
}
