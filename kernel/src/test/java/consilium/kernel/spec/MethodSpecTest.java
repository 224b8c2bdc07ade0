package consilium.kernel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.spec.MethodSpec.ConfusionMatrices.DataTerm;
import consilium.kernel.spec.MethodSpec.JointEstimation.ImageTrust;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MethodSpecTest {

    @Test
    void paperAuthorsLossIsChosenByName() {
        MethodSpec.ConfusionMatrices released =
                (MethodSpec.ConfusionMatrices) read(Map.of("kind", "confusion-matrices", "loss", "released-code"));

        assertThat(released.dataTerm()).isEqualTo(DataTerm.RELEASED_CODE);
        assertThat(RecordFormat.write(released)).containsEntry("loss", "released-code");
    }

    /// Recipes from before there was a choice stay what they were.
    @Test
    void paperOwnLossIsTheSameSpecWhetherNamedOrNot() {
        MethodSpec named = read(Map.of("kind", "confusion-matrices", "loss", "nll"));

        assertThat(named).isEqualTo(new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1));
        assertThat(RecordFormat.write(named)).doesNotContainKey("loss");
    }

    @Test
    void jointEstimationNeedsNoNumbers() {
        assertThat(read(Map.of("kind", "joint-estimation"))).isEqualTo(new MethodSpec.JointEstimation(0.125, 1));
    }

    /// Its default answers otherwise than joint estimation did before there was a choice, so its recipe says so.
    @Test
    void jointEstimationAlwaysSaysHowFarItTrustsAnImage() {
        MethodSpec usual = read(Map.of("kind", "joint-estimation"));
        MethodSpec fully = read(Map.of("kind", "joint-estimation", "imageTrust", "fully"));

        assertThat(RecordFormat.write(usual)).containsEntry("imageTrust", "explained");
        assertThat(fully).isEqualTo(new MethodSpec.JointEstimation(0.125, 1, 4, ImageTrust.FULLY));
    }

    private static MethodSpec read(Map<String, ?> tree) {
        return RecordFormat.read(MethodSpec.class, tree);
    }
}
