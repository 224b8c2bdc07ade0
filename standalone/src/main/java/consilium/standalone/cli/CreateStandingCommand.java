package consilium.standalone.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lets an experiment stand by a data set.
@Command(name = "create", description = "Let an experiment stand by a data set that grows. The same again is no other.")
final class CreateStandingCommand extends HouseCommand {

    @Parameters(index = "0", paramLabel = "SPEC", description = "A standing experiment, YAML or JSON; - is standard input.")
    private Path path = Path.of("-");

    @Mixin
    private Output output = new Output();

    private String text = "";

    @Override
    void prepare() {
        text = SpecFile.text(path);
    }

    @Override
    int run(Visit visit) {
        Answer created = visit.api().post("/api/standing", text, Map.of());
        output.print(visit.screen(), created, () -> visit.say(created.show("name")));
        visit.remindThatNobodyWorks();
        return ExitCode.OK;
    }
}
