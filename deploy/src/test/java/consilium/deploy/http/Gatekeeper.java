package consilium.deploy.http;

import consilium.deploy.DeployStage;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.event.Event;
import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.kernel.spec.GateSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.runtime.work.LocalWorkshop;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings models to their gate, for tests: at once through the ledger, or as an event through the broker.
@ApplicationScoped
class Gatekeeper {

    private static final double AT_LEAST = 0.5;

    private final Ledger ledger;
    private final ArtefactStore store;

    Gatekeeper(Ledger ledger, ArtefactStore store) {
        this.ledger = ledger;
        this.store = store;
    }

    /// Records what the stage makes of the model.
    void decide(String name, Digest model, double dice, Instant when) {
        Map<String, Digest> scope = scope(model, dice);
        Step step = step(name);
        Recipe recipe = step.recipe(scope, Map.of());
        Made made = new DeployStage()
                .make((StageSpec.Deploy) step.spec(), new Inputs(store, scope), new LocalWorkshop(store));
        Claim claim = ledger.claim(recipe, "test", Duration.ofMinutes(1)).orElseThrow();
        Execution execution =
                new Execution(recipe, made.outputs(), made.summary(), Map.of(), 1, when.minusSeconds(1), when);
        ledger.record(claim, execution, Map.of(), List.of());
    }

    /// Tells that the model was evaluated, so that the stage has work.
    void tell(String name, Digest model, double dice) {
        Event.Done done = new Event.Done(
                "evaluate",
                StageName.EVALUATE,
                Optional.of("ours"),
                0,
                Digest.of(name),
                Event.Outcome.MADE,
                Map.of(),
                Map.of(),
                1,
                List.of());
        ledger.announce(List.of(new Event.StepDone(
                name, Event.Mode.REUSE, Optional.of(done), Optional.of(step(name)), scope(model, dice))));
    }

    private Map<String, Digest> scope(Digest model, double dice) {
        Digest evaluation = new ArtefactWriter(store, "evaluation", 1)
                .table("metrics.json", Map.of("dice", dice))
                .commit();
        return Map.of(Role.MODEL, model, Role.EVALUATION, evaluation);
    }

    private static Step step(String name) {
        return new Step(
                "evaluate/deploy",
                new StageSpec.Deploy(name, new GateSpec("dice", AT_LEAST, List.of())),
                Optional.of("ours"),
                0,
                List.of());
    }
}
