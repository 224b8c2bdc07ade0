package consilium.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.spec.ExecutionSpec;
import consilium.kernel.spec.ExecutionSpec.Priority;
import consilium.kernel.spec.ExperimentSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpecFileTest {

    private static final String LEAST = """
            name: least
            dataset: {kind: phantoms}
            annotations: {simulated: [{kind: good, name: good}]}
            methods:
              votes: {kind: fusion, fusion: {kind: majority-vote}}
              ours: {kind: confusion-matrices}
            """;

    @Test
    void aPriorityThatIsTypedIsAllThatChanges() {
        SpecFile file = SpecFile.of(LEAST, "test");

        ExperimentSpec urgent = SpecFile.of(file.withPriority(Priority.URGENT), "test").spec();

        assertThat(urgent.execution()).contains(ExecutionSpec.STANDARD.with(Priority.URGENT));
        assertThat(urgent.methods().keySet()).containsExactly("votes", "ours");
        assertThat(urgent).usingRecursiveComparison().ignoringFields("execution").isEqualTo(file.spec());
    }

    @Test
    void aPriorityThatIsTypedTakesThePlaceOfTheSpecsAndLeavesItsLimits() {
        SpecFile file = SpecFile.of(
                LEAST + "execution: {priority: low, stages: {train: {timeout: 2h}}}\n", "test");

        Optional<ExecutionSpec> urgent =
                SpecFile.of(file.withPriority(Priority.URGENT), "test").spec().execution();

        assertThat(urgent).contains(file.spec().execution().orElseThrow().with(Priority.URGENT));
    }
}
