package consilium.standalone.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Registers one image from a file.
@Command(name = "upload", description = "Register one image: a PNG, TIFF or JPEG.")
final class UploadImageCommand extends HouseCommand {

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    @Parameters(index = "1", paramLabel = "IMAGE", description = "Its id in the data set.")
    private String image = "";

    @Parameters(index = "2", paramLabel = "FILE", description = "The picture.")
    private Path file = Path.of("");

    @Option(names = "--case", paramLabel = "ID", description = "The patient, or whatever must not stand on both sides of a split.")
    private Optional<String> caseId = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        SentFile sent = SentFile.read(file);
        Answer registered = visit.api().put(
                dataset.path() + "/images/" + Api.segment(image)
                        + caseId.map(id -> "?case=" + Api.segment(id)).orElse(""),
                sent.bytes(), sent.mediaType());
        output.print(visit.screen(), registered, () -> visit.say(
                registered.show("registered").equals("0") ? "known already" : "registered"));
        return ExitCode.OK;
    }
}
