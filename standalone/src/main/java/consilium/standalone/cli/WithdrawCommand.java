package consilium.standalone.cli;

import consilium.runtime.format.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Withdraws an annotation or an annotator.
@Command(name = "withdraw", description = {
        "Withdraw one annotation, or an annotator with all of theirs.",
        "It no longer counts from the version that is told on; earlier versions stay what they were."
})
final class WithdrawCommand extends HouseCommand {

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    @Option(names = "--annotation", paramLabel = "VERSION", description = "One annotation, by the version of its record.")
    private Optional<Long> annotation = Optional.empty();

    @Option(names = "--annotator", paramLabel = "NAME", description = "An annotator.")
    private Optional<String> annotator = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
    private Optional<String> reason = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Map<String, Object> withdrawal = new LinkedHashMap<>();
        annotation.ifPresent(version -> withdrawal.put("annotation", version));
        annotator.ifPresent(name -> withdrawal.put("annotator", name));
        reason.ifPresent(text -> withdrawal.put("reason", text));
        Answer withdrawn = visit.api().post(dataset.path() + "/withdrawals", Trees.pretty(withdrawal), Map.of());
        output.print(visit.screen(), withdrawn, () -> visit.say("version " + withdrawn.show("version")));
        return ExitCode.OK;
    }
}
