package consilium.simulate.shell;

import consilium.kernel.plan.StageSpec;
import consilium.kernel.stage.Stage;
import consilium.simulate.SimulateStage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Hands [SimulateStage] to the runtime; holds no science.
@ApplicationScoped
class SimulateService {

    @Produces
    @Singleton
    Stage<StageSpec.Simulate> stage() {
        return new SimulateStage();
    }
}
