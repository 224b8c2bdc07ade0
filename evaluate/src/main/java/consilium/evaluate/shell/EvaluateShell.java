package consilium.evaluate.shell;

import consilium.evaluate.EvaluateStage;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.stage.Stage;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Gives the runtime the evaluate stage.
class EvaluateShell {

    @Produces
    @Singleton
    Stage<StageSpec.Evaluate> stage() {
        return new EvaluateStage();
    }
}
