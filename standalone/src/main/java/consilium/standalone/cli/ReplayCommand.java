package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes an experiment again.
@Command(name = "replay", description = {
        "Make an experiment again from its recorded inputs, without what is recorded.",
        "With --verify follow it, print a certificate that every digest is equal, and end with 6 when one is not."
})
final class ReplayCommand extends HouseCommand {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Option(names = "--verify", description = "Follow the replay and compare every digest.")
    private boolean verify;

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        String original = experiment.in(visit);
        Answer replay = visit.api().post(Experiments.path(original) + "/replay");
        if (!verify) {
            output.print(visit.screen(), replay, () -> visit.say(replay.show("id")));
            visit.remindThatNobodyWorks();
            return ExitCode.OK;
        }
        Board board = output.json() ? new SilentBoard() : Board.on(visit.screen());
        Answer ended = new Follower(visit.api(), board).follow(replay.show("id"));
        Certificate certificate = Certificate.of(visit.api().get(Experiments.path(original)), ended);
        output.print(visit.screen(), certificate.asAnswer(),
                () -> certificate.lines(visit.style()).forEach(visit::say));
        return certificate.exitCode();
    }
}
