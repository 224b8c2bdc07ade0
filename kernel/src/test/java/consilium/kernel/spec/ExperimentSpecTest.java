package consilium.kernel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.format.RecordFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentSpecTest {

    private static final Map<String, Object> LEAST = Map.of(
            "name", "least",
            "dataset", Map.of("kind", "phantoms"),
            "methods", Map.of("ours", Map.of("kind", "confusion-matrices")));

    @Test
    void nameDataSetAndOneMethodAreEnough() {
        ExperimentSpec spec = RecordFormat.read(ExperimentSpec.class, LEAST);

        assertThat(spec.repeats()).isEqualTo(1);
        assertThat(spec.training().epochs()).isEqualTo(40);
        assertThat(spec.methods()).containsEntry("ours", new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1));
    }

    @Test
    void equalSpecsHaveEqualDigestsHoweverTheyWereLaidOut() {
        Map<String, Object> backwards = new LinkedHashMap<>();
        backwards.put("repeats", 1);
        backwards.put("methods", LEAST.get("methods"));
        backwards.put("dataset", LEAST.get("dataset"));
        backwards.put("name", "least");

        assertThat(RecordFormat.read(ExperimentSpec.class, backwards).digest())
                .isEqualTo(RecordFormat.read(ExperimentSpec.class, LEAST).digest());
    }

    @Test
    void aSpecReadsBackFromItsOwnTree() {
        ExperimentSpec spec = RecordFormat.read(ExperimentSpec.class, LEAST);

        assertThat(RecordFormat.read(ExperimentSpec.class, RecordFormat.write(spec))).isEqualTo(spec);
    }

    @Test
    void aGateNamesOnlyMethodsThatLearn() {
        Map<String, Object> tree = new LinkedHashMap<>(LEAST);
        tree.put("methods", Map.of("votes", Map.of("kind", "fusion", "fusion", Map.of("kind", "majority-vote"))));
        tree.put("gate", Map.of("atLeast", 0.5, "methods", List.of("votes")));

        assertThatThrownBy(() -> RecordFormat.read(ExperimentSpec.class, tree))
                .hasMessage("gate.methods names \"votes\", which is not a method that learns; known are votes");
    }

    @Test
    void aGateHasOneBound() {
        assertThat(RecordFormat.read(GateSpec.class, Map.of("metric", "hd95", "atMost", 4)).passes(4)).isTrue();
        assertThatThrownBy(() -> RecordFormat.read(GateSpec.class, Map.of("metric", "dice")))
                .hasMessage("a gate has either atLeast or atMost, was given neither");
        assertThatThrownBy(() -> RecordFormat.read(GateSpec.class, Map.of("atLeast", 0.5, "atMost", 0.9)))
                .hasMessage("a gate has either atLeast or atMost, was given both");
    }

    /// So that a gate written before there was a largest value keeps its recipe.
    @Test
    void aBoundThatIsNotGivenIsNotWritten() {
        assertThat(RecordFormat.write(new GateSpec("dice", 0.8, List.of()))).containsOnlyKeys("metric", "atLeast",
                "methods");
    }

    @Test
    void annotatorsAreToldApartByName() {
        Map<String, Object> tree = new LinkedHashMap<>(LEAST);
        Map<String, Object> good = Map.of("kind", "good", "name", "anna");
        tree.put("annotations", Map.of("simulated", List.of(good, good)));

        assertThatThrownBy(() -> RecordFormat.read(ExperimentSpec.class, tree))
                .hasMessageContaining("\"anna\" stands twice");
    }
}
