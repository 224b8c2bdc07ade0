package consilium.standalone.cli;

import consilium.kernel.spec.ExecutionSpec;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Asks for an experiment.
@Command(name = "submit", description = {
        "Submit an experiment.",
        "Without --wait the running server goes on with it; where none is running it waits for the next one."
})
final class SubmitCommand extends HouseCommand {

    @Mixin
    private SpecParameter spec = new SpecParameter();

    @Option(names = "--wait", description = "Follow it to its end, and end as it does.")
    private boolean wait;

    @Option(names = "--key", paramLabel = "KEY", description = "Idempotency key: the same key and spec again are the same experiment, the same key with"
            + " another spec is a conflict. Default: every submission is an experiment of its own.")
    private Optional<String> key = Optional.empty();

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "Which steps go first where steps have to wait: urgent, normal"
            + " or low; changes no answer. Default: what the spec says, else normal.")
    private Optional<ExecutionSpec.Priority> priority = Optional.empty();

    @Mixin
    private Output output = new Output();

    private String text = "";

    @Override
    void prepare() {
        SpecFile file = spec.read();
        text = priority.map(file::withPriority).orElse(file.text());
    }

    @Override
    int run(Visit visit) {
        Map<String, String> headers = key.map(given -> Map.of("Idempotency-Key", given)).orElse(Map.of());
        Answer accepted = visit.api().post("/api/experiments", text, headers);
        String id = accepted.show("id");
        if (wait) {
            return Finish.of(visit, id, output);
        }
        output.print(visit.screen(), accepted, () -> visit.say(id));
        visit.remindThatNobodyWorks();
        return ExitCode.OK;
    }
}
