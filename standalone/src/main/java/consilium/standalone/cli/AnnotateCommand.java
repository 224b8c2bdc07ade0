package consilium.standalone.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Hands in an annotation.
@Command(name = "annotate", description = {
        "Hand in an annotation: a mask (PNG or TIFF) whose values are the labels.",
        "What is recorded already is not recorded again, and said so."
})
final class AnnotateCommand extends HouseCommand {

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    @Parameters(index = "1", paramLabel = "IMAGE", description = "The image's id in the data set.")
    private String image = "";

    @Parameters(index = "2", paramLabel = "ANNOTATOR", description = "Who drew it.")
    private String annotator = "";

    @Parameters(index = "3", paramLabel = "MASK", description = "The file.")
    private Path mask = Path.of("");

    @Option(names = "--supersedes", paramLabel = "VERSION", description = "The version of the annotation it is to replace; another one in its place is a conflict.")
    private Optional<Long> supersedes = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        SentFile sent = SentFile.read(mask);
        Answer receipt = visit.api().post(
                dataset.path() + "/annotations?tool=consilium&image=" + Api.segment(image) + "&annotator="
                        + Api.segment(annotator) + supersedes.map(version -> "&supersedes=" + version).orElse(""),
                sent.bytes(), sent.mediaType());
        output.print(visit.screen(), receipt, () -> visit.say("version " + receipt.show("version") + ", "
                + receipt.show("outcome")));
        return ExitCode.OK;
    }
}
