package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists the data sets that grow.
@Command(name = "list", description = "List the data sets that grow.")
final class ListDatasetsCommand extends HouseCommand {

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer list = visit.api().get("/api/datasets");
        output.print(visit.screen(), list, () -> show(visit, list));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer list) {
        Table table = new Table(visit.style(), "name", "version", "images", "annotated", "annotations", "annotators");
        for (Answer set : list.list("datasets")) {
            table.row(
                    set.show("name"), set.show("newest"), set.show("images"), set.show("annotated"),
                    set.show("annotations"), Integer.toString(set.list("annotators").size()));
        }
        visit.say(table);
    }
}
