package consilium.standalone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists an artefact, or copies it out.
@Command(name = "get", description = {
        "List what an artefact is made of, or copy it out of the store.",
        "With PART that part is copied, with --out and no PART all of them; else they are listed."
})
final class GetArtefactCommand extends HouseCommand {

    @Parameters(index = "0", paramLabel = "DIGEST", description = "The artefact's digest.")
    private String digest = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "PART", description = "One of its arrays or files, such as labels or metrics.json. Arrays come as .npy.")
    private Optional<String> part = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Where copies go (default: the working directory).")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Artefact artefact = Artefact.of(visit.api(), digest);
        if (part.isEmpty() && out.isEmpty()) {
            output.print(visit.screen(), artefact.manifest(), () -> show(visit, artefact.manifest()));
            return ExitCode.OK;
        }
        for (String name : part.map(List::of).orElse(artefact.parts())) {
            visit.say(artefact.copy(visit.api(), name, out.orElse(Path.of(""))).toString());
        }
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer manifest) {
        visit.say(visit.style().strong(manifest.show("kind")) + ", layout " + manifest.show("version"));
        Table table = new Table(visit.style(), "part", "type", "size", "digest");
        manifest.entries("arrays")
                .forEach((name, array) -> table.row(
                        name, array.show("dtype"), shape(array), Format.brief(array.show("digest"))));
        manifest.entries("files")
                .forEach((name, file) -> table.row(
                        name, file.show("mediaType"), file.show("bytes") + " bytes",
                        Format.brief(file.show("digest"))));
        visit.say(table);
        List<String> attributes = new ArrayList<>();
        manifest.entries("attributes").forEach((name, value) -> attributes.add(name + " " + value));
        if (!attributes.isEmpty()) {
            visit.say(String.join(", ", attributes));
        }
    }

    private static String shape(Answer array) {
        return array.texts("shape").stream().collect(Collectors.joining(" x "));
    }
}
