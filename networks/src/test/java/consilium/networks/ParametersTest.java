package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.RandomStreams;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private static final Architecture PLAIN = new Architecture.UNet(24, 3, 3, 2, List.of());
    private static final Architecture ANNOTATED = new Architecture.UNet(24, 3, 3, 2, List.of("over", "under"));
    private static final RandomStreams STREAMS = new RandomStreams(1, "train");

    @Test
    void architectureIsReadFromTheTreeItWrites() {
        assertThat(ANNOTATED.tree()).containsEntry("kind", "unet").containsEntry("width", 24);
        assertThat(Architecture.of(ANNOTATED.tree())).isEqualTo(ANNOTATED);
    }

    /// By hand: 9 (3*24 + 24*24) + 9 (24*48 + 48*48) + 9 (2 * 48*48) on the way down, 9 (96*24 + 24*24) and
    /// 9 (48*24 + 24*24) on the way up, two numbers per normalised channel, a slope per rectifier, 24*2 + 2 at the end.
    @Test
    void unetHasAsManyAsItsLayersAddUpTo() {
        int weights = 9 * (72 + 576 + 1152 + 2304 + 4608 + 2304 + 576 + 1152 + 576);
        int norms = 2 * 2 * (24 + 48 + 48 + 24 + 24);

        assertThat(Parameters.initial(PLAIN, STREAMS).count()).isEqualTo(weights + norms + 10 + 50);
    }

    @Test
    void whatTwoNetworksShareStartsAlike() {
        float[] plain = Parameters.initial(PLAIN, STREAMS).values();
        float[] annotated = Parameters.initial(ANNOTATED, STREAMS).values();

        assertThat(Arrays.copyOf(annotated, plain.length)).containsExactly(plain);
    }

    @Test
    void anotherSeedStartsElsewhere() {
        assertThat(Parameters.initial(PLAIN, new RandomStreams(2, "train")).values())
                .isNotEqualTo(Parameters.initial(PLAIN, STREAMS).values());
    }

    @Test
    void theyComeBackFromTheirFile() {
        Parameters written = Parameters.initial(ANNOTATED, STREAMS);

        Parameters read = Parameters.read(ANNOTATED, written.safetensors(), Json::parse);

        assertThat(read.values()).containsExactly(written.values());
    }

    @Test
    void anotherNetworksFileIsRefusedByName() {
        byte[] file = Parameters.initial(PLAIN, STREAMS).safetensors();

        assertThatThrownBy(() -> Parameters.read(new Architecture.UNet(24, 3, 1, 2, List.of()), file, Json::parse))
                .isInstanceOf(ProblemException.class)
                .hasMessage("parameters.safetensors at down.0.0.convolution.weight: the architecture has it with the"
                        + " shape [24, 1, 3, 3], the file with the shape [24, 3, 3, 3]");
        assertThatThrownBy(() -> Parameters.read(
                PLAIN, Parameters.initial(ANNOTATED, STREAMS).safetensors(), Json::parse))
                .hasMessageContaining("the architecture has no such array");
    }
}
