package consilium.standalone.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Compares a tool's export with what arrived.
@Command(name = "reconcile", description = {
        "Compare a tool's export with what arrived, and record what is missing.",
        "Without FILE the exports of the projects that the data set is bound to are fetched."
})
final class ReconcileCommand extends HouseCommand {

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    @Parameters(index = "1", paramLabel = "TOOL", description = "label-studio or cvat.")
    private String tool = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "FILE", description = "Label Studio's JSON, or CVAT's XML of one job.")
    private Optional<Path> export = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        byte[] body = export.map(SentFile::read).map(SentFile::bytes).orElse(new byte[0]);
        Answer compared = visit.api().post(
                dataset.path() + "/reconcile/" + Api.segment(tool), body, "application/octet-stream");
        output.print(visit.screen(), compared, () -> show(visit, compared));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer compared) {
        visit.say(compared.show("found") + " found, " + compared.show("accepted") + " were missing, "
                + compared.show("known") + " known, " + compared.list("refused").size() + " refused, "
                + compared.list("gone").size() + " gone there");
        compared.list("refused").forEach(row -> visit.say("  " + row.show("image") + ", " + row.show("annotator") + ": "
                + row.show("problem")));
    }
}
