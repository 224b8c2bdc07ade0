package consilium.standalone.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/// The parameter `SPEC`.
final class SpecParameter {

    @Parameters(index = "0", paramLabel = "SPEC", description = "An experiment spec, YAML or JSON; - is standard input.")
    private Path path = Path.of("-");

    SpecFile read() {
        return SpecFile.read(path);
    }
}
