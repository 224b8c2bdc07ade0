package consilium.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExperimentIdTest {

    @Test
    void oneKeyAlwaysGivesOneId() {
        assertThat(ExperimentId.ofKey("monday")).hasToString("exp-d618fb157a4b");
    }

    @Test
    void anIdThatCannotStandInAnAddressIsRefused() {
        assertThatThrownBy(() -> ExperimentId.given("a/b")).hasMessageContaining("was \"a/b\"");
        assertThatThrownBy(() -> ExperimentId.given("")).hasMessageContaining("1 to 128");
    }
}
