package consilium.runtime.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreesTest {

    @Test
    void yamlAndJsonMakeTheSameTree() {
        Map<String, Object> tree = Map.of("name", "a", "seeds", List.of(1, 2), "rate", 0.5, "on", true);

        assertThat(Trees.yaml("name: a\nseeds: [1, 2]\nrate: 0.5\n\"on\": true\n", "spec")).isEqualTo(tree);
        assertThat(Trees.yaml(Trees.pretty(tree), "spec")).isEqualTo(tree);
        assertThat(Trees.json(Trees.pretty(tree), "spec")).isEqualTo(tree);
    }

    @Test
    void brokenTextIsToldWithItsPlace() {
        assertThatThrownBy(() -> Trees.json("{\"a\": 1,\n \"b\": }", "request body"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("request body at line 2, column");
    }

    @Test
    void keyThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> Trees.yaml("a: 1\na: 2\n", "spec")).hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> Trees.json("{\"a\": 1, \"a\": 2}", "spec")).hasMessageContaining("Duplicate");
    }

    @Test
    void whatFollowsTheDocumentIsRefused() {
        assertThatThrownBy(() -> Trees.json("{} {}", "spec")).isInstanceOf(ProblemException.class);
    }
}
