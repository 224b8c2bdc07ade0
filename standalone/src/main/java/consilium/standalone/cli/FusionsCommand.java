package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists which images were fused at which version.
@Command(name = "fusions", description = "List which images were fused at which version of the data set.")
final class FusionsCommand extends HouseCommand {

    @Mixin
    private StandingParameter standing = new StandingParameter();

    @Option(names = "--after", paramLabel = "VERSION", defaultValue = "0", description = "Those after a version (default: ${DEFAULT-VALUE}).")
    private long after;

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer fusions = visit.api().get(standing.path() + "/fusions?after=" + after);
        output.print(visit.screen(), fusions, () -> show(visit, fusions));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer fusions) {
        Table table = new Table(
                visit.style(), "version", "change", "by", "image", "fusion", "annotators", "state", "outcome", "labels",
                "problem");
        for (Answer row : fusions.list("fusions")) {
            table.row(
                    row.show("version"), row.show("change"), row.show("annotator"), row.show("image"),
                    row.show("fusion"), Integer.toString(row.list("annotations").size()), row.show("state"),
                    row.show("outcome"), Format.brief(row.show("labels")), row.show("problem"));
        }
        visit.say(table);
    }
}
