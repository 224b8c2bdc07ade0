package consilium.standalone.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Throws dead letters away.
@Command(name = "purge", description = "Throw dead letters away, for good.")
final class DeadPurgeCommand extends HouseCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "GROUP", description = "Those of one stage, such as fuse.")
    private Optional<String> group = Optional.empty();

    @Option(names = "--all", description = "Those of every stage.")
    private boolean all;

    @Option(names = "--older-than", paramLabel = "TIME", defaultValue = "PT0S", description = "Only what died longer ago: 7d, 12h, 30m.")
    private String olderThan = "PT0S";

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    void prepare() {
        if (group.isPresent() == all) {
            throw new ParameterException(spec.commandLine(), "name a stage, or say --all");
        }
        duration();
    }

    @Override
    int run(Visit visit) {
        Answer purged = visit.api().delete("/api/dead?olderThan=" + duration()
                + group.map(name -> "&group=" + Api.segment(name)).orElse(""));
        output.print(visit.screen(), purged, () -> {
            Table table = new Table(visit.style(), "group", "thrown away");
            purged.entries().forEach((name, count) -> table.row(name, count.toString()));
            visit.say(table);
        });
        return ExitCode.OK;
    }

    /// `7d` for a person, `P7D` for who knows ISO 8601.
    private Duration duration() {
        String text = olderThan.toUpperCase(java.util.Locale.ROOT);
        try {
            return Duration.parse(text.startsWith("P") ? text : text.endsWith("D") ? "P" + text : "PT" + text);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), "--older-than is a time such as 7d, 12h or 30m, was " + olderThan, e);
        }
    }
}
