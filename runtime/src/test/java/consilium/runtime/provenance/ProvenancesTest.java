package consilium.runtime.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.ledger.Execution;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.runtime.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenancesTest {

    private static final Map<String, Object> SLICE = Map.of(
            "kind", "train",
            "seed", 7,
            "rate", 0.001,
            "warm", true,
            "network", Map.of("depth", 2, "annotators", List.of("good", "over")),
            "nothing", List.of());

    @TempDir
    Path root;

    @Test
    void provenanceComesBackFromProtobufAsItWas() {
        StageProvenance provenance = StageProvenance.of(execution(), SLICE);

        assertThat(Provenances.read(Provenances.write(provenance), Digest.of("name"))).isEqualTo(provenance);
    }

    @Test
    void treeNamesDataTrainerAndEnvironment() {
        Provenances provenances = new Provenances(new DirectoryStore(root));
        Map<String, Object> tree = provenances.tree(provenances.keep(Provenances.written(execution(), SLICE)));

        assertThat(tree).containsEntry("stage", "train").containsEntry("class-name", "consilium.train");
        assertThat(tree).containsEntry("data", Map.of("images", Digest.of("images").hex()));
        assertThat(tree).containsEntry("recipe", execution().recipe().digest().hex());
        assertThat(tree).containsEntry("environment", Map.of("jdk", "25", "processors", 2L));
        assertThat(tree).containsEntry("started", "2026-01-01T00:00Z");
        assertThat((Map<?, ?>) tree.get("trainer")).satisfies(trainer -> {
            assertThat(trainer.get("rate")).isEqualTo(0.001);
            assertThat(trainer.get("network")).isEqualTo(Map.of("depth", 2L, "annotators", List.of("good", "over")));
        });
    }

    @Test
    void damageIsNoticed() throws IOException {
        DirectoryStore store = new DirectoryStore(root);
        Provenances provenances = new Provenances(store);
        Digest name = provenances.keep(Provenances.written(execution(), SLICE));
        Files.writeString(store.path(name), "something else");

        assertThatThrownBy(() -> provenances.tree(name)).hasMessageContaining("another digest");
    }

    private static Execution execution() {
        Recipe recipe =
                new Recipe(StageName.TRAIN, 1, Digest.of("slice"), Map.of("images", Digest.of("images")));
        return new Execution(
                recipe,
                Map.of("model", Digest.of("model")),
                Map.of("epochs", 3, "loss", 0.25),
                Map.of("jdk", "25", "processors", 2),
                1,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-01T00:01:00Z"));
    }
}
