package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Shows how reliable each annotator is.
@Command(name = "reliability", description = "Show how reliable each annotator is, against the consensus.")
final class ReliabilityCommand extends HouseCommand {

    @Mixin
    private StandingParameter standing = new StandingParameter();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer reliability = visit.api().get(standing.path() + "/reliability");
        output.print(visit.screen(), reliability, () -> show(visit, reliability));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer reliability) {
        visit.say("version " + reliability.show("version") + " of " + reliability.show("dataset"));
        Table table = new Table(
                visit.style(), "annotator", "images", "sensitivity", "specificity", "Dice", "newest", "before");
        for (Answer row : reliability.list("annotators")) {
            table.row(
                    row.show("annotator"), row.show("images"), Format.score(row.number("sensitivity")),
                    Format.score(row.number("specificity")), Format.score(row.number("dice")),
                    Format.score(row.number("recent")), Format.score(row.number("before")));
        }
        visit.say(table);
    }
}
