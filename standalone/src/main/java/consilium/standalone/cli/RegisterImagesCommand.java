package consilium.standalone.cli;

import consilium.runtime.format.Trees;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Registers images that an ingestion made, or makes now.
@Command(name = "images", description = "Register images that were ingested, without copying a pixel.")
final class RegisterImagesCommand extends HouseCommand {

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    @Option(names = "--artefact", paramLabel = "DIGEST", description = "An artefact of images.")
    private Optional<String> artefact = Optional.empty();

    @Option(names = "--truth", paramLabel = "DIGEST", description = "The artefact of their truth.")
    private Optional<String> truth = Optional.empty();

    @Option(names = "--from", paramLabel = "FILE", description = "YAML or JSON with `dataset` and perhaps `seed`, as in a spec; - is standard input.")
    private Optional<Path> from = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer registered =
                visit.api().post(dataset.path() + "/images",
                        from.map(file -> SpecFile.text(file)).orElseGet(this::given),
                        Map.of());
        output.print(visit.screen(), registered, () -> visit.say(registered.show("registered") + " registered, "
                + registered.show("known") + " known"));
        return ExitCode.OK;
    }

    private String given() {
        Map<String, Object> given = new LinkedHashMap<>();
        artefact.ifPresent(digest -> given.put("artefact", digest));
        truth.ifPresent(digest -> given.put("truth", digest));
        return Trees.pretty(given);
    }
}
