package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists a data set's records.
@Command(name = "history", description = "List a data set's records, in order.")
final class HistoryCommand extends HouseCommand {

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    @Option(names = "--after", paramLabel = "VERSION", defaultValue = "0", description = "Those after a version (default: ${DEFAULT-VALUE}).")
    private long after;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer history = visit.api().get(dataset.path() + "/history?after=" + after + "&limit=" + limit);
        output.print(visit.screen(), history, () -> show(visit, history));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer history) {
        Table table = new Table(
                visit.style(), "version", "what", "image", "annotator", "labels", "tool", "received", "supersedes",
                "withdraws", "ended by", "reason");
        for (Answer row : history.list("records")) {
            table.row(
                    row.show("version"), row.show("kind"), row.show("image"), row.show("annotator"),
                    Format.brief(row.show("labels")), row.show("tool"), row.show("received"), row.show("supersedes"),
                    row.show("withdraws"), row.show("endedBy"), row.show("reason"));
        }
        visit.say(table);
    }
}
