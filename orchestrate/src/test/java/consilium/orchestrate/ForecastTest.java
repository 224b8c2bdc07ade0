package consilium.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.event.Event;
import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.Plan;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.Step;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.orchestrate.Forecast.Line;
import consilium.orchestrate.Forecast.Status;
import consilium.runtime.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTest {

    private static final Plan PLAN = new Planner().plan(
            Specs.read(
                    """
                            name: small
                            dataset: {kind: phantoms}
                            annotations: {simulated: [{kind: good, name: good}]}
                            methods: {mean: {kind: fusion, fusion: {kind: mean}}}
                            """),
            Specs.ENGINE);
    private static final String INGEST = "ingest";
    private static final String SIMULATE = "ingest/simulate";
    private static final String FUSE = "ingest/simulate/fuse-mean";
    private static final String EVALUATE = "ingest/simulate/fuse-mean/evaluate-mean";

    @TempDir
    private Path folder;

    private final Map<Digest, Execution> executions = new LinkedHashMap<>();
    private DirectoryStore store;

    @BeforeEach
    void openStore() {
        store = new DirectoryStore(folder);
    }

    @Test
    void inAnEmptyLedgerTheRootIsMissedAndAllBelowIsUnknown() {
        Map<String, Line> lines = foretell();
        assertThat(lines.get(INGEST)).extracting(Line::status, Line::why).containsExactly(Status.MISS,
                "this data set was never ingested");
        assertThat(lines.get(SIMULATE)).extracting(Line::status, Line::why)
                .containsExactly(Status.UNKNOWN, "depends on ingest, to be made first");
        assertThat(lines.get(EVALUATE).why())
                .isEqualTo("depends on ingest and ingest/simulate and ingest/simulate/fuse-mean, to be made first");
    }

    @Test
    void whatWasRunIsHitThroughout() {
        runAll();
        assertThat(foretell().values()).extracting(Line::status).containsOnly(Status.HIT);
    }

    @Test
    void aStepThatWasNeverMadeHasItsRecipeAndIsMissed() {
        Map<String, Digest> scope = run(step(INGEST), Map.of(), Map.of());
        run(step(SIMULATE), scope, Map.of());
        Line fuse = foretell().get(FUSE);
        assertThat(fuse).extracting(Line::status, Line::why).containsExactly(Status.MISS,
                "no execution of this recipe");
        assertThat(fuse.recipe()).isPresent();
    }

    @Test
    void aStepMadeFromOtherInputsSaysWhichDiffer() {
        Map<String, Digest> scope = new HashMap<>(run(step(INGEST), Map.of(), Map.of()));
        scope.put(Role.TRUTH, Digest.of("another truth"));
        run(step(SIMULATE), scope, Map.of());
        assertThat(foretell().get(SIMULATE).why())
                .isEqualTo("the same slice was made from other inputs: truth differs");
    }

    @Test
    void aStepMadeByAnEarlierRevisionSaysSo() {
        Map<String, Digest> scope = run(step(INGEST), Map.of(), Map.of());
        Recipe now = step(SIMULATE).recipe(scope, Map.of());
        record(new Recipe(now.stage(), now.revision() - 1, now.slice(), now.inputs()), Map.of());
        assertThat(foretell().get(SIMULATE).why())
                .isEqualTo("the same slice was made by revision 0 of the stage, it is now at 1");
    }

    @Test
    void ingestedFilesAreTrustedUntilTheIngestionLooks() {
        Map<String, Digest> sources = Map.of("images.gz", Digest.of("file"));
        run(step(INGEST), Map.of(), sources);
        assertThat(foretell().get(INGEST)).extracting(Line::status, Line::why).containsExactly(
                Status.HIT,
                "recorded, every output intact; holds as long as the files it read are unchanged (images.gz)");
    }

    @Test
    void aMissingOutputIsNamedAndTheStepsBelowAreStillForetold() throws IOException {
        Map<String, Map<String, Digest>> made = runAll();
        Files.delete(store.path(made.get(SIMULATE).get(Role.ANNOTATIONS)));
        Map<String, Line> lines = foretell();
        assertThat(lines.get(SIMULATE)).extracting(Line::status, Line::why)
                .containsExactly(Status.MISS, "the output annotations of the recorded execution is missing");
        assertThat(lines.get(FUSE).status()).isEqualTo(Status.HIT);
    }

    @Test
    void aDamagedPartOfAnOutputIsNamed() throws IOException {
        Digest labels = runAll().get(FUSE).get(Role.LABELS);
        Digest part = store.artefact(labels).manifest().files().get("table.json").digest();
        Files.writeString(store.path(part), "{}");
        assertThat(foretell().get(FUSE).why())
                .startsWith("the output labels of the recorded execution is damaged (table.json: ");
    }

    private Map<String, Line> foretell() {
        Map<String, Line> lines = new LinkedHashMap<>();
        new Forecast(new Recorded(executions), store, (stage, slice) -> executions.values().stream()
                .filter(execution -> execution.recipe().stage() == stage && execution.recipe().slice().equals(slice))
                .toList())
                .of(PLAN)
                .forEach(line -> lines.put(line.step().id(), line));
        return lines;
    }

    private Map<String, Map<String, Digest>> runAll() {
        Map<String, Map<String, Digest>> made = new HashMap<>();
        Map<String, Digest> scope = new HashMap<>();
        PLAN.steps().forEach(step -> {
            made.put(step.id(), run(step, scope, Map.of()));
            scope.putAll(made.get(step.id()));
        });
        return made;
    }

    /// Records an execution of the step whose outputs are named after it.
    private Map<String, Digest> run(Step step, Map<String, Digest> scope, Map<String, Digest> sources) {
        Map<String, Digest> outputs = new LinkedHashMap<>();
        for (String role : RolesMade.by(step.spec())) {
            outputs.put(role,
                    new ArtefactWriter(store, role, 1).table("table.json", Map.of("made by", step.id())).commit());
        }
        record(step.recipe(scope, sources), outputs);
        return outputs;
    }

    private void record(Recipe recipe, Map<String, Digest> outputs) {
        executions.put(
                recipe.digest(),
                new Execution(recipe, outputs, Map.of(), Map.of(), 1, Instant.EPOCH, Instant.EPOCH.plusMillis(5)));
    }

    private static Step step(String id) {
        return PLAN.steps().filter(step -> step.id().equals(id)).findFirst().orElseThrow();
    }

    /// A ledger that only remembers.
    private record Recorded(Map<Digest, Execution> executions) implements Ledger {

        @Override
        public boolean use(Digest recipe) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Execution> find(Digest recipe) {
            return Optional.ofNullable(executions.get(recipe));
        }

        @Override
        public Optional<Claim> claim(Recipe recipe, String worker, Duration lease) {
            throw readOnly();
        }

        @Override
        public boolean renew(Claim claim, Duration lease) {
            throw readOnly();
        }

        @Override
        public void release(Claim claim) {
            throw readOnly();
        }

        @Override
        public boolean record(
                Claim claim, Execution execution, Map<String, @Nullable Object> slice, List<Event> events) {
            throw readOnly();
        }

        @Override
        public void announce(List<Event> events) {
            throw readOnly();
        }

        @Override
        public boolean checkpoint(Claim claim, Digest artefact) {
            throw readOnly();
        }

        @Override
        public Optional<Digest> checkpoint(Digest recipe) {
            throw readOnly();
        }

        @Override
        public boolean cancelled(String experiment) {
            throw readOnly();
        }

        private static IllegalStateException readOnly() {
            return new IllegalStateException("a forecast changes nothing");
        }
    }
}
