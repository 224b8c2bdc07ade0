package consilium.train.shell;

import consilium.kernel.plan.StageSpec;
import consilium.kernel.stage.Stage;
import consilium.train.TrainStage;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Hands [TrainStage] to the runtime; holds no science.
@Singleton
class TrainService {

    @Produces
    @Singleton
    Stage<StageSpec.Train> stage() {
        return new TrainStage();
    }
}
