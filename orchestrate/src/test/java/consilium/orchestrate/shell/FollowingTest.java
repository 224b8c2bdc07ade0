package consilium.orchestrate.shell;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.State;
import consilium.kernel.plan.Plan;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.ExperimentId;
import consilium.orchestrate.Planner;
import consilium.orchestrate.SpecReader;
import consilium.orchestrate.StepState;
import consilium.runtime.format.Trees;
import consilium.runtime.testing.RealServices;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Facts of one experiment as the topics may bring them: in any order, and more than once. No stage works on these.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FollowingTest {

    private static final String FUSE = "ingest/simulate/fuse-staple";
    private static final String TRAIN = FUSE + "/train-cnn-0";
    private static final String OTHER_TRAIN = FUSE + "/train-cnn-1";

    @Inject
    FrontDoor door;

    @Inject
    Register register;

    @Inject
    Following following;

    @Inject
    EngineConfig engine;

    private final String id = "following-" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderOfFactsAndTheirRepetitionAreOfNoConsequence(long seed) {
        List<Runnable> facts = new ArrayList<>();
        Plan plan = begin();
        plan.steps().map(Step::id).filter(step -> !step.startsWith(OTHER_TRAIN))
                .forEach(step -> facts.add(() -> done(step)));
        facts.add(() -> fail(OTHER_TRAIN));
        facts.addAll(List.copyOf(facts));
        Collections.shuffle(facts, new Random(seed));
        facts.forEach(Runnable::run);
        assertThat(experiment().state).isEqualTo(State.FAILED);
        assertThat(experiment().stepsDone).isEqualTo(6);
        assertThat(state(OTHER_TRAIN)).isEqualTo(StepState.FAILED);
        assertThat(state(OTHER_TRAIN + "/evaluate")).isEqualTo(StepState.CANCELLED);
    }

    @Test
    void whatIsHeardTogetherIsWhatIsHeardOneByOne() {
        List<Event.StepDone> facts = new ArrayList<>(begin().steps().map(step -> fact(step.id())).toList());
        facts.addAll(List.copyOf(facts));
        assertThat(following.doneTogether(facts)).isTrue();
        assertThat(experiment().state).isEqualTo(State.SUCCEEDED);
        assertThat(experiment().stepsDone).isEqualTo(experiment().steps);
        assertThat(steps()).extracting(step -> step.version).doesNotHaveDuplicates();
    }

    @Test
    void aFactThatRevivesABranchIsNotHeardTogetherWithOthers() {
        begin();
        fail(TRAIN);
        assertThat(following.doneTogether(List.of(fact("ingest"), fact(TRAIN)))).isFalse();
        assertThat(state("ingest")).isEqualTo(StepState.WAITING);
    }

    @Test
    void anExperimentIsOpenUntilItsLastLeafEnds() {
        begin().leaves().map(Step::id).skip(1).forEach(this::done);
        assertThat(experiment().state).isEqualTo(State.RUNNING);
    }

    @Test
    void aDeadLetterThatWasSentAgainRevivesItsBranch() {
        begin();
        fail(TRAIN);
        assertThat(state(TRAIN + "/evaluate")).isEqualTo(StepState.CANCELLED);
        done(TRAIN);
        assertThat(state(TRAIN)).isEqualTo(StepState.MADE);
        assertThat(state(TRAIN + "/evaluate")).isEqualTo(StepState.WAITING);
    }

    @Test
    void anEventThatCouldNotBeReadFailsTheOpenStepsOfItsStage() {
        begin();
        done(TRAIN);
        failed("train", StageName.TRAIN);
        assertThat(state(TRAIN)).isEqualTo(StepState.MADE);
        assertThat(state(OTHER_TRAIN)).isEqualTo(StepState.FAILED);
    }

    @Test
    void theFailureOfTheRootEndsTheExperiment() {
        begin();
        fail("ingest");
        assertThat(experiment().state).isEqualTo(State.FAILED);
        assertThat(steps().stream().skip(1)).extracting(step -> step.state).containsOnly(StepState.CANCELLED);
    }

    @Test
    void whatHasEndedNoLongerChanges() {
        begin();
        following.cancel(id);
        done("ingest");
        assertThat(experiment().state).isEqualTo(State.CANCELLED);
        assertThat(state("ingest")).isEqualTo(StepState.CANCELLED);
    }

    @Test
    void factsOfAnUnknownExperimentAreLetPass() {
        done("ingest");
        fail("ingest");
        assertThat(QuarkusTransaction.requiringNew().call(() -> ExperimentRow.known(id))).isEmpty();
    }

    @Test
    void everyChangeHasAVersionOfItsOwn() {
        begin();
        long before = experiment().version;
        done("ingest");
        assertThat(QuarkusTransaction.requiringNew().call(() -> StepRow.changedSince(id, before)))
                .extracting(step -> step.step)
                .containsExactly("ingest");
    }

    /// As [Beginning] does, but telling nobody.
    private Plan begin() {
        ExperimentSpec spec = SpecReader.read(Trees.yaml(Api.spec("followed") + "repeats: 2\n", "spec"));
        Plan plan = new Planner().plan(spec, engine.spec());
        QuarkusTransaction.requiringNew().run(() -> {
            door.admit(Request.of(new ExperimentId(id), spec, Optional.empty()));
            register.begin(id, plan);
        });
        return plan;
    }

    private void done(String step) {
        following.done(fact(step));
    }

    private Event.StepDone fact(String step) {
        return new Event.StepDone(id, Event.Mode.REUSE, Optional.of(made(step)), Optional.empty(), Map.of());
    }

    private Event.Done made(String step) {
        StageName stage = steps().stream().filter(row -> row.step.equals(step)).map(row -> row.stage).findFirst()
                .orElse(StageName.INGEST);
        return new Event.Done(
                step,
                stage,
                Optional.empty(),
                0,
                Digest.of(step),
                Event.Outcome.MADE,
                Map.of("out", Digest.of("out of " + step)),
                Map.of(),
                10,
                List.of());
    }

    private void fail(String step) {
        failed(step, StageName.TRAIN);
    }

    private void failed(String step, StageName stage) {
        following.failed(new Event.StageFailed(
                id, step, stage, Optional.empty(), 1, new Problem.TrainingDiverged(1, "no number").report()));
    }

    private ExperimentRow experiment() {
        return QuarkusTransaction.requiringNew().call(() -> ExperimentRow.known(id).orElseThrow());
    }

    private List<StepRow> steps() {
        return QuarkusTransaction.requiringNew().call(() -> StepRow.of(id));
    }

    private StepState state(String step) {
        return steps().stream().filter(row -> row.step.equals(step)).findFirst().orElseThrow().state;
    }
}
