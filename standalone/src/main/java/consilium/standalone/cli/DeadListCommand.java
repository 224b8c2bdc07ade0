package consilium.standalone.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What died, when, and of what.
@Command(name = "list", description = "List dead letters, the newest first.")
final class DeadListCommand extends HouseCommand {

    @Option(names = "--group", paramLabel = "GROUP", description = "Of one stage, such as fuse, or one of the orchestrator's listeners.")
    private Optional<String> group = Optional.empty();

    @Option(names = "--experiment", paramLabel = "ID", description = "Of one experiment: its id, the beginning of its id, or latest.")
    private Optional<String> experiment = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer list = visit.api().get("/api/dead?limit=" + limit
                + group.map(name -> "&group=" + Api.segment(name)).orElse("")
                + experiment.map(typed -> "&experiment=" + Api.segment(visit.experiment(typed))).orElse(""));
        output.print(visit.screen(), list, () -> show(visit, list));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer list) {
        if (list.list("letters").isEmpty()) {
            visit.say("No dead letters.");
            return;
        }
        Table table = new Table(visit.style(), "id", "died", "topic", "key", "attempts", "sent again", "cause");
        for (Answer letter : list.list("letters")) {
            table.row(
                    letter.show("id"),
                    letter.show("died"),
                    letter.show("topic"),
                    letter.show("key"),
                    letter.show("attempts"),
                    letter.show("redriven"),
                    letter.show("cause"));
        }
        visit.say(table);
    }
}
