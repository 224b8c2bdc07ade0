package consilium.standalone.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows a data set as it stands, or as it stood.
@Command(name = "show", description = "Show a data set as it stands, or as it stood at a version.")
final class ShowDatasetCommand extends HouseCommand {

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    @Option(names = "--version", paramLabel = "N", description = "As it was after its N-th record. Default: now.")
    private Optional<Long> version = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer shown = visit.api().get(dataset.path() + version.map(number -> "?version=" + number).orElse(""));
        output.print(visit.screen(), shown, () -> show(visit, shown));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer set) {
        visit.say(visit.style().strong(set.show("name")) + " at version " + set.show("version") + " of "
                + set.show("newest") + ": " + set.show("annotations") + " annotations of " + set.show("annotated")
                + " of " + set.show("images") + " images, " + set.show("size"));
        Table table = new Table(visit.style(), "annotator", "annotations");
        set.list("annotators").forEach(row -> table.row(row.show("annotator"), row.show("annotations")));
        visit.say(table);
    }
}
