package consilium.kernel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.spec.TrainingSpec.Device;
import consilium.kernel.spec.TrainingSpec.Symmetries;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingSpecTest {

    /// Recipes from before there was a choice stay what they were.
    @Test
    void halfTurnIsTheSameTrainingWhetherNamedOrNot() {
        TrainingSpec named = read(Map.of("symmetries", "half-turn"));

        assertThat(named).isEqualTo(read(Map.of()));
        assertThat(RecordFormat.write(named)).doesNotContainKey("symmetries");
        assertThat(named.shownBy()).isEqualTo(Symmetries.HALF_TURN);
    }

    @Test
    void nothingIsShownOtherwiseWithoutAugmentation() {
        assertThat(read(Map.of("symmetries", "all", "augment", false)).shownBy()).isEqualTo(Symmetries.NONE);
    }

    @Test
    void symmetriesStayOnAnotherDeviceAndAtAnotherRate() {
        TrainingSpec all = read(Map.of("symmetries", "all"));

        assertThat(all.on(Device.CPU).shownBy()).isEqualTo(Symmetries.ALL);
        assertThat(all.at(0.001).shownBy()).isEqualTo(Symmetries.ALL);
    }

    private static TrainingSpec read(Map<String, ?> tree) {
        return RecordFormat.read(TrainingSpec.class, tree);
    }
}
