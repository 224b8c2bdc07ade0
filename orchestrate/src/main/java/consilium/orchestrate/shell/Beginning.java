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

/// Begins an experiment: its plan is recorded and its roots are announced, in one transaction, once.
@ApplicationScoped
class Beginning {

    private final FrontDoor door;
    private final Register register;
    private final Ledger ledger;
    private final EngineConfig engine;

    Beginning(FrontDoor door, Register register, Ledger ledger, EngineConfig engine) {
        this.door = door;
        this.register = register;
        this.ledger = ledger;
        this.engine = engine;
    }

    /// @throws consilium.kernel.problem.ProblemException `Conflict` when the id is known with another spec
    @Transactional
    void begin(Request request) {
        if (door.admit(request).state() != State.REQUESTED) {
            return;
        }
        Plan plan = new Planner().plan(request.spec(), engine.spec());
        register.begin(request.id().text(), plan);
        ledger.announce(plan.roots().stream().map(root -> start(request, root)).toList());
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
