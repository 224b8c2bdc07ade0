package consilium.deploy.shell;

import consilium.deploy.DeployStage;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.stage.Stage;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Gives the stage to the runtime, which finds every stage there is.
class StageProducer {

    @Produces
    @Singleton
    Stage<StageSpec.Deploy> stage() {
        return new DeployStage();
    }
}
