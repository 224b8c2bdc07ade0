package consilium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.SpecReader;
import consilium.runtime.format.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleSpecsTest {

    private static final Path EXPERIMENTS = Path.of("..", "experiments");

    static Stream<Path> examples() throws IOException {
        return Files.list(EXPERIMENTS).filter(file -> file.toString().endsWith(".yaml")).sorted();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsValidAndNamedLikeItsFile(Path file) throws IOException {
        ExperimentSpec spec = SpecReader.read(Trees.yaml(Files.readString(file), file.toString()));

        assertThat(file.getFileName()).hasToString(spec.name() + ".yaml");
    }

    @Test
    void theQuickstartTravelsInTheJar() throws IOException {
        try (var packed = ExampleSpecsTest.class.getResourceAsStream("experiments/quickstart.yaml")) {
            assertThat(new String(packed.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(EXPERIMENTS.resolve("quickstart.yaml")));
        }
    }
}
