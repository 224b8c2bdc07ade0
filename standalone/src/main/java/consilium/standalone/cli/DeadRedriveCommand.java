package consilium.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Sends dead letters again.
@Command(name = "redrive", description = {
        "Send dead letters again, to the stage that gave them up. Each once: that is remembered.",
        "Ends with 5 when one was sent again before."
})
final class DeadRedriveCommand extends HouseCommand {

    private static final int MOST = 1000;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Their names, such as fuse-0-12.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--group", paramLabel = "GROUP", description = "All of one stage that were not sent again yet, up to "
            + MOST + " at once.")
    private Optional<String> group = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    void prepare() {
        if (ids.isEmpty() == group.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "name the letters to send again, or a --group");
        }
    }

    @Override
    int run(Visit visit) {
        List<Object> sent = new ArrayList<>();
        for (String id : group.map(name -> waiting(visit, name)).orElse(ids)) {
            Answer letter = visit.api().post("/api/dead/" + Api.segment(id) + "/redrive");
            sent.add(letter.tree());
            if (!output.json()) {
                visit.say(id + " sent again to " + letter.show("group"));
            }
        }
        output.print(visit.screen(), new Answer(Map.of("letters", sent)), () -> {
            if (sent.isEmpty()) {
                visit.say("No dead letters to send again.");
            }
        });
        return ExitCode.OK;
    }

    private static List<String> waiting(Visit visit, String group) {
        return visit.api().get("/api/dead?limit=" + MOST + "&group=" + Api.segment(group)).list("letters").stream()
                .filter(letter -> letter.text("redriven").isEmpty())
                .map(letter -> letter.show("id"))
                .toList();
    }
}
