package consilium.orchestrate.shell;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.Mode;
import consilium.kernel.event.Event.State;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.Plan;
import consilium.kernel.plan.Step;
import consilium.orchestrate.Planner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Begins an experiment: its plan is recorded and its roots are announced, in one transaction, once.
@ApplicationScoped
class Beginning {

    private final FrontDoor door;
    private final Ledger ledger;
    private final EngineConfig engine;

    Beginning(FrontDoor door, Ledger ledger, EngineConfig engine) {
        this.door = door;
        this.ledger = ledger;
        this.engine = engine;
    }

    /// @throws consilium.kernel.problem.ProblemException `Conflict` when the id is known with another spec
    @Transactional
    void begin(Request request) {
        door.admit(request);
        ExperimentRow experiment = ExperimentRow.locked(request.id().text()).orElseThrow();
        if (experiment.state != State.REQUESTED) {
            return;
        }
        Plan plan = new Planner().plan(request.spec(), engine.spec());
        record(plan, experiment);
        ledger.announce(plan.roots().stream().map(root -> start(request, root)).toList());
    }

    static void record(Plan plan, ExperimentRow experiment) {
        experiment.state = State.RUNNING;
        experiment.change();
        plan.roots().forEach(root -> record(root, null, 0, experiment));
    }

    private static void record(Step step, @Nullable String parent, int depth, ExperimentRow experiment) {
        StepRow row = StepRow.waiting(experiment.id, experiment.steps++, step, parent, depth);
        row.version = experiment.version;
        row.persist();
        step.children().forEach(child -> record(child, step.id(), depth + 1, experiment));
    }

    private static Event start(Request request, Step root) {
        Mode mode = request.replay().isPresent() ? Mode.VERIFY : Mode.REUSE;
        return new Event.StepDone(
                request.id().text(),
                mode,
                Optional.empty(),
                Optional.of(root),
                Map.of(),
                request.spec().execution());
    }
}
