package consilium.standalone.cli;

import consilium.runtime.format.Trees;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes a data set that grows.
@Command(name = "create", description = "Make a data set that grows. The same again is no other.")
final class CreateDatasetCommand extends HouseCommand {

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    @Option(names = "--class", paramLabel = "NAME", description = "A label's name; the first is background. Default: background and foreground.")
    private List<String> classes = List.of();

    @Option(names = "--annotator", paramLabel = "NAME", description = "Somebody who may annotate. Default: anybody.")
    private List<String> annotators = List.of();

    @Option(names = "--truth", description = "Every image comes with its true label map.")
    private boolean truth;

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        String body = Trees.pretty(Map.of(
                "name", dataset.name(), "classes", classes, "annotators", annotators, "truth", truth));
        Answer made = visit.api().post("/api/datasets", body, Map.of());
        output.print(visit.screen(), made, () -> visit.say(made.show("name")));
        return ExitCode.OK;
    }
}
