package consilium.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.orchestrate.study.Study;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleStudiesTest {

    /// Every case of it, too.
    @ParameterizedTest
    @MethodSource("consilium.standalone.Examples#studies")
    void everyStudyIsValidAndNamedLikeItsFile(Path file) {
        Study study = StudyFile.read(file);

        assertThat(file.getFileName()).hasToString(study.spec().name() + ".yaml");
        assertThat(study.parts()).isNotEmpty();
    }
}
