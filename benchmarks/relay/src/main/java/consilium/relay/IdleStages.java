package consilium.relay;

import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.stage.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/// The six. `relay.wait.<stage>` says for how long each rests; not at all by default.
class IdleStages {

    private final Config config;
    private final MeterRegistry meters;
    private final Doom doom;

    IdleStages(Config config, MeterRegistry meters, Doom doom) {
        this.config = config;
        this.meters = meters;
        this.doom = doom;
    }

    @Produces
    @Singleton
    Stage<StageSpec.Ingest> ingest() {
        return stage(StageName.INGEST, StageSpec.Ingest.class, Role.IMAGES, Role.TRUTH);
    }

    @Produces
    @Singleton
    Stage<StageSpec.Simulate> simulate() {
        return stage(StageName.SIMULATE, StageSpec.Simulate.class, Role.ANNOTATIONS);
    }

    @Produces
    @Singleton
    Stage<StageSpec.Fuse> fuse() {
        return stage(StageName.FUSE, StageSpec.Fuse.class, Role.LABELS);
    }

    @Produces
    @Singleton
    Stage<StageSpec.Train> train() {
        return stage(StageName.TRAIN, StageSpec.Train.class, Role.MODEL, Role.PREDICTIONS);
    }

    @Produces
    @Singleton
    Stage<StageSpec.Evaluate> evaluate() {
        return stage(StageName.EVALUATE, StageSpec.Evaluate.class, Role.EVALUATION);
    }

    @Produces
    @Singleton
    Stage<StageSpec.Deploy> deploy() {
        return stage(StageName.DEPLOY, StageSpec.Deploy.class, Role.REGISTRATION);
    }

    private <S extends StageSpec> Stage<S> stage(StageName name, Class<S> slice, String... roles) {
        Duration rest = config.getOptionalValue("relay.wait." + name.label(), Duration.class).orElse(Duration.ZERO);
        return new IdleStage<>(
                name, slice, List.of(roles), rest, meters.counter("relay.asked", "stage", name.label()), doom);
    }
}
