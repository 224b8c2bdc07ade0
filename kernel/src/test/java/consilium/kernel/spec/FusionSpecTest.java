package consilium.kernel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.spec.FusionSpec.BetaPrior;
import consilium.kernel.spec.FusionSpec.MarkovField;
import consilium.kernel.spec.FusionSpec.Prior;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FusionSpecTest {

    /// The slice decides the recipe: what was fused before there were options keeps its digest.
    @Test
    void optionsLeftOutAreNotWritten() {
        assertThat(RecordFormat.write(new FusionSpec.Staple(10_000, 0, 1, false)))
                .containsOnlyKeys("kind", "maxIterations", "tolerance", "confidenceWeight", "pooled");
    }

    @Test
    void defaultsAreThoseOfTheSources() {
        assertThat(read(Map.of("kind", "staple"))).isEqualTo(new FusionSpec.Staple(10_000, 0, 1, false));
        assertThat(read(Map.of("kind", "spatial-staple")))
                .isEqualTo(new FusionSpec.SpatialStaple(7, 100, 100, 1e-5));
        assertThat(read(Map.of("kind", "collate"))).isEqualTo(new FusionSpec.Collate(0.99, 10_000, 1e-6, false));
        assertThat(read(Map.of("kind", "dawid-skene"))).isEqualTo(new FusionSpec.DawidSkene(10_000, 1e-7, true));
        assertThat(read(Map.of("kind", "hierarchical-vote")))
                .isEqualTo(new FusionSpec.HierarchicalVote(List.of(2, 1, 3), false));
    }

    @Test
    void staplesOptionsAreReadAndWritten() {
        Map<String, Object> tree = Map.of(
                "kind", "staple",
                "prior", "voxel-wise",
                "performancePrior", Map.of("alpha", 3),
                "markovField", Map.of());
        FusionSpec.Staple staple = new FusionSpec.Staple(
                10_000,
                0,
                1,
                false,
                Optional.of(Prior.VOXEL_WISE),
                Optional.of(new BetaPrior(3, 1.5)),
                Optional.of(new MarkovField(0.5)));

        assertThat(read(tree)).isEqualTo(staple);
        assertThat(read(RecordFormat.write(staple))).isEqualTo(staple);
    }

    @Test
    void aMarkovFieldIsNotPooled() {
        assertThatThrownBy(() -> read(Map.of("kind", "staple", "pooled", true, "markovField", Map.of())))
                .hasMessageContaining("image by image");
    }

    @Test
    void anOrderNamesEachLabelOnce() {
        assertThatThrownBy(() -> new FusionSpec.HierarchicalVote(List.of(2, 1, 2), false))
                .hasMessage("order names each label once, was [2, 1, 2]");
        assertThatThrownBy(() -> new FusionSpec.HierarchicalVote(List.of(0, 1), false))
                .hasMessageContaining("from 1.0 to 255.0, was 0");
    }

    private static FusionSpec read(Object tree) {
        return RecordFormat.read(FusionSpec.class, tree);
    }
}
