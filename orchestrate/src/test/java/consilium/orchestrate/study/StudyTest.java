package consilium.orchestrate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.runtime.format.Trees;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyTest {

    private static final String STUDY = """
            name: noise
            title: Noise
            reference: staple
            experiment:
              dataset: { kind: phantoms, images: 20 }
              annotations: { simulated: [ { kind: good, name: g }, { kind: over, name: o } ] }
              methods:
                staple: { kind: fusion, fusion: { kind: staple, pooled: true } }
                majority: { kind: fusion, fusion: { kind: majority-vote } }
            cases:
              few: { changes: { dataset: { images: 10 } } }
              vote: { changes: { methods: { staple: { fusion: { kind: majority-vote } }, majority: ~ } } }
            """;

    @Test
    void aCaseChangesWhatItNamesAndKeepsTheRest() {
        Map<?, ?> few = Study.read(Trees.yaml(STUDY, "study")).parts().getFirst().experiment();
        assertThat(few.get("name")).isEqualTo("noise-few");
        assertThat(few.get("dataset")).hasToString("{kind=phantoms, images=10}");
        assertThat((Map<?, ?>) few.get("methods")).hasSize(2);
    }

    @Test
    void nullTakesAwayAndAnotherKindTakesTheWholePlace() {
        Map<?, ?> vote = Study.read(Trees.yaml(STUDY, "study")).parts().getLast().experiment();
        assertThat(vote.get("methods")).hasToString("{staple={kind=fusion, fusion={kind=majority-vote}}}");
    }

    @Test
    void aMisfitIsToldWithItsCase() {
        assertThatThrownBy(() -> Study.read(Trees.yaml(STUDY.replace("images: 10", "imagez: 10"), "study")))
                .hasMessageContaining("case few: dataset.imagez");
        assertThatThrownBy(() -> Study.read(Trees.yaml(STUDY.replace("reference: staple", "reference: ours"), "study")))
                .hasMessageContaining("case few has no method ours");
    }

    @Test
    void withoutCasesTheExperimentIsTheOnlyOne() {
        assertThat(Study.read(Trees.yaml(STUDY.substring(0, STUDY.indexOf("cases:")), "study")).parts())
                .extracting(Study.Part::label)
                .containsExactly("Noise");
    }
}
