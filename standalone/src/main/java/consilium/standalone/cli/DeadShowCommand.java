package consilium.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// One dead letter, whole.
@Command(name = "show", description = "Show a dead letter: its cause and its message.")
final class DeadShowCommand extends HouseCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "Its name, such as fuse-0-12.")
    private String id = "";

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer letter = visit.api().get("/api/dead/" + Api.segment(id));
        output.print(visit.screen(), letter, () -> show(visit, letter));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer letter) {
        Answer problem = letter.at("problem");
        visit.say(visit.style().strong(letter.show("id")) + "  " + letter.show("key"));
        visit.say("Died       " + letter.show("died") + ", after " + letter.show("attempts") + " attempts, from "
                + letter.show("topic"));
        visit.say("Cause      " + problem.show("title") + ": " + problem.show("detail"));
        letter.text("redriven").ifPresent(when -> visit.say("Sent again " + when));
        visit.say("");
        visit.say(letter.show("payload"));
        letter.text("stack").filter(stack -> !stack.isEmpty()).ifPresent(stack -> {
            visit.say("");
            visit.say(visit.style().faint(stack.stripTrailing()));
        });
    }
}
