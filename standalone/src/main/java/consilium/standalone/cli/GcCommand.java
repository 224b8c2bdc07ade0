package consilium.standalone.cli;

import java.util.Map;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Takes away what nobody needs any more.
@Command(name = "gc", description = {
        "Collect rubbish: forget executions that nothing needs any more, delete their artefacts.",
        "What a live experiment, a registered model, one of the newest experiments or the cache needs stays, with all"
                + " that it was made from. It may run beside everything else."
})
final class GcCommand extends HouseCommand {

    @Option(names = "--dry-run", description = "Say what would go, and take nothing away.")
    private boolean dryRun;

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer collected = visit.api().post("/api/gc?dryRun=" + dryRun);
        output.print(visit.screen(), collected, () -> show(visit, collected));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer collected) {
        Table table = new Table(visit.style(), "what", "count", "size", "why");
        collected.entries("forgotten")
                .forEach((stage, count) -> table.row(
                        stage + " executions", count.toString(), "", "no reason to keep them"));
        table.row(
                "blobs",
                collected.show("blobs"),
                size(collected.number("bytes")),
                "nothing recorded names them");
        visit.say(visit.style().strong(collected.is("dryRun") ? "Would go" : "Gone"));
        visit.say(table);
        visit.say("");
        visit.say(visit.style().strong("Kept"));
        visit.say(kept(visit, collected));
    }

    private static Table kept(Visit visit, Answer collected) {
        Table table = new Table(visit.style(), "what", "count", "size", "why");
        for (Map.Entry<String, Answer> reason : collected.entries("kept").entrySet()) {
            table.row("executions", reason.getValue().toString(), "", reason.getKey());
        }
        table.row("blobs", collected.show("keptBlobs"), size(collected.number("keptBytes")), "in "
                + collected.show("store"));
        table.row("of these", collected.show("youngBlobs"), "", "named by nothing, but too young to be sure");
        return table;
    }

    private static String size(OptionalDouble bytes) {
        return Format.size((long) bytes.orElse(0));
    }
}
