package consilium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.SpecReader;
import consilium.runtime.format.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleSpecsTest {

    @ParameterizedTest
    @MethodSource("consilium.standalone.Examples#experiments")
    void everyExampleIsValidAndNamedLikeItsFile(Path file) throws IOException {
        ExperimentSpec spec = SpecReader.read(Trees.yaml(Files.readString(file), file.toString()));

        assertThat(file.getFileName()).hasToString(spec.name() + ".yaml");
    }

    @Test
    void theQuickstartTravelsInTheJar() throws IOException {
        try (var packed = ExampleSpecsTest.class.getResourceAsStream("experiments/quickstart.yaml")) {
            assertThat(new String(packed.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(Examples.FOLDER.resolve("quickstart.yaml")));
        }
    }
}
