package consilium.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.event.Event;
import consilium.kernel.event.Event.Mode;
import consilium.kernel.event.Event.Outcome;
import consilium.kernel.plan.Fact;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.spec.SplitSpec;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is reused and what is not (harness R7): the identical recipe always, any other never, damage never in silence.
abstract class Caching {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Inject
    Topics topics;

    @Inject
    Publisher publisher;

    @Inject
    ArtefactStore store;

    @Inject
    Workers workers;

    private int number;
    private int runs;
    private StageSpec.Ingest ingest;
    private StageSpec.Fuse fuse;

    /// The file in which the blob's bytes lie.
    abstract Path file(Digest blob);

    @BeforeEach
    void another() {
        number = 1000 * getClass().getSimpleName().length() + NUMBER.incrementAndGet();
        ingest = ingest(3, number);
        fuse = fuse(number);
        await().atMost(Duration.ofSeconds(30)).until(workers::ready);
    }

    @Test
    void identicalRunsReuseEverything() {
        Ran first = run(ingest, fuse);
        assertThat(first.outcomes()).containsExactly(Outcome.MADE, Outcome.MADE);
        for (int again = 0; again < 3; again++) {
            Ran second = run(ingest, fuse);
            assertThat(second.outcomes()).containsExactly(Outcome.REUSED, Outcome.REUSED);
            assertThat(second.scope()).isEqualTo(first.scope());
        }
        assertThat(ToyStages.makings(ingest)).isEqualTo(1);
        assertThat(ToyStages.makings(fuse)).isEqualTo(1);
    }

    @Test
    void anotherSeedIsMade() {
        run(ingest, fuse);
        assertThat(run(ingest(3, number + 500), fuse).outcomes()).containsExactly(Outcome.MADE, Outcome.MADE);
    }

    @Test
    void anotherParameterIsMade() {
        run(ingest, fuse);
        assertThat(run(ingest(4, number), fuse).outcomes()).containsExactly(Outcome.MADE, Outcome.MADE);
    }

    @Test
    void anotherSliceDownstreamReusesWhatIsUpstream() {
        run(ingest, fuse);
        assertThat(run(ingest, fuse(number + 500)).outcomes()).containsExactly(Outcome.REUSED, Outcome.MADE);
    }

    @Test
    void anotherFileBehindTheSameSliceIsMade() {
        run(ingest, fuse);
        ToyStages.file(ingest, "the file, corrected");
        ToyStages.when(ingest, (making, inputs, workshop) -> ToyStages.made(workshop, "annotations", "corrected"));

        assertThat(run(ingest, fuse).outcomes()).containsExactly(Outcome.MADE, Outcome.MADE);
    }

    /// Early cut-off: what came out the same is the same to whoever reads it.
    @Test
    void anotherFileWithTheSameResultReusesWhatIsDownstream() {
        ToyStages.when(ingest, (making, inputs, workshop) -> ToyStages.made(workshop, "annotations", "same " + number));
        run(ingest, fuse);
        ToyStages.file(ingest, "the file, with a comment added");

        assertThat(run(ingest, fuse).outcomes()).containsExactly(Outcome.MADE, Outcome.REUSED);
    }

    /// Stage and revision are constants of a build, so here the recipe itself is asked.
    @Test
    void everyPartOfTheRecipeNamesIt() {
        Recipe recipe = new Recipe(ingest.stage(), 1, Digest.of("slice"), Map.of("images", Digest.of("images")));

        assertThat(List.of(
                new Recipe(fuse.stage(), 1, recipe.slice(), recipe.inputs()),
                new Recipe(recipe.stage(), 2, recipe.slice(), recipe.inputs()),
                new Recipe(recipe.stage(), 1, Digest.of("another"), recipe.inputs()),
                new Recipe(recipe.stage(), 1, recipe.slice(), Map.of("images", Digest.of("others"))),
                new Recipe(recipe.stage(), 1, recipe.slice(), Map.of("truth", Digest.of("images"))),
                new Recipe(recipe.stage(), 1, recipe.slice(), Map.of())))
                .extracting(Recipe::digest)
                .doesNotHaveDuplicates()
                .doesNotContain(recipe.digest());
        assertThat(new Recipe(recipe.stage(), 1, recipe.slice(), recipe.inputs()).digest())
                .isEqualTo(recipe.digest());
    }

    /// Every blob of the result, each once deleted and once with a bit flipped.
    @Test
    void anyDamageIsNoticedNamedAndMadeAgain() throws IOException {
        Ran first = run(ingest, fuse);
        Digest labels = first.scope().get("labels");
        int makings = 1;
        for (Map.Entry<String, Digest> part : parts(labels).entrySet()) {
            for (boolean delete : new boolean[] {true, false}) {
                damage(file(part.getValue()), delete);
                Ran second = run(ingest, fuse);

                assertThat(second.outcomes()).containsExactly(Outcome.REUSED, Outcome.REPAIRED);
                assertThat(second.differs()).singleElement().asString()
                        .contains("labels", delete && part.getKey().equals("manifest") ? "no artefact" : part.getKey())
                        .contains(labels.hex());
                assertThat(second.scope()).isEqualTo(first.scope());
                assertThat(store.artefact(labels).damage()).isEmpty();
                assertThat(ToyStages.makings(fuse)).isEqualTo(++makings);
            }
        }
        assertThat(run(ingest, fuse).outcomes()).containsExactly(Outcome.REUSED, Outcome.REUSED);
    }

    private Map<String, Digest> parts(Digest artefact) {
        var manifest = store.artefact(artefact).manifest();
        Map<String, Digest> parts = new HashMap<>(Map.of("manifest", artefact));
        manifest.arrays().forEach((name, array) -> parts.put(name, array.digest()));
        manifest.files().forEach((name, file) -> parts.put(name, file.digest()));
        assertThat(parts).containsOnlyKeys("manifest", "values", "about.json");
        return parts;
    }

    private static void damage(Path file, boolean delete) throws IOException {
        if (delete) {
            Files.delete(file);
        } else {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 4;
            Files.write(file, bytes);
        }
    }

    private Ran run(StageSpec.Ingest first, StageSpec.Fuse second) {
        String experiment = "cache-" + number + "-" + ++runs;
        Step leaf = new Step("ingest/fuse", second, Optional.of("staple"), 0, List.of());
        Step root = new Step("ingest", first, Optional.empty(), 0, List.of(leaf));
        publisher.tell(new Event.StepDone(experiment, Mode.REUSE, Optional.empty(), Optional.of(root), Map.of()));
        try (Listener ingested = new Listener(topics.servers(), topics.of(Fact.DATASET_INGESTED));
                Listener fused = new Listener(topics.servers(), topics.of(Fact.LABELS_FUSED))) {
            return new Ran(ingested.done(experiment, "ingest"), fused.done(experiment, "ingest/fuse"));
        }
    }

    private static StageSpec.Ingest ingest(int images, int seed) {
        return new StageSpec.Ingest(
                new DatasetSpec.Phantoms(images, 16, 16, 1, 0.1, 0.5, new SplitSpec(0.2, 0.2)), seed);
    }

    private static StageSpec.Fuse fuse(int iterations) {
        return new StageSpec.Fuse(new FusionSpec.Staple(iterations, 0, 1, false));
    }

    private record Ran(Event.StepDone ingested, Event.StepDone fused) {

        List<Outcome> outcomes() {
            return List.of(
                    ingested.done().orElseThrow().outcome(), fused.done().orElseThrow().outcome());
        }

        Map<String, Digest> scope() {
            return fused.scope();
        }

        List<String> differs() {
            return fused.done().orElseThrow().differs();
        }
    }
}
