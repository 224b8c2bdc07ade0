package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists the standing experiments.
@Command(name = "list", description = "List the standing experiments.")
final class ListStandingCommand extends HouseCommand {

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer list = visit.api().get("/api/standing");
        output.print(visit.screen(), list, () -> show(visit, list));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer list) {
        Table table = new Table(
                visit.style(), "name", "data set", "state", "version", "last run", "agreement", "waiting", "fused");
        for (Answer row : list.list("standing")) {
            table.row(
                    row.show("name"), row.show("dataset"), row.show("state"), row.show("version"), row.show("lastRun"),
                    Format.score(row.number("agreement")), row.at("fusions").show("waiting"),
                    row.at("fusions").show("fused"));
        }
        visit.say(table);
    }
}
