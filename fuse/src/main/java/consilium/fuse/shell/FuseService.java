package consilium.fuse.shell;

import consilium.fuse.FuseStage;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.stage.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Hands [FuseStage] to the runtime; holds no science.
@ApplicationScoped
class FuseService {

    @Produces
    @Singleton
    Stage<StageSpec.Fuse> stage() {
        return new FuseStage();
    }
}
