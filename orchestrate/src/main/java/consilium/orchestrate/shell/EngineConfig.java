package consilium.orchestrate.shell;

import consilium.kernel.plan.EngineSpec;
import io.smallrye.config.ConfigMapping;

/// What this installation trains with: part of every training's recipe, so not a matter of the process that plans.
@ConfigMapping(prefix = "consilium.orchestrate.engine")
interface EngineConfig {

    String name();

    /// Of the native library.
    String version();

    /// What `device: auto` stands for: `cpu` or `gpu`.
    String device();

    /// The threads are each spec's own.
    default EngineSpec spec() {
        return new EngineSpec(name(), version(), device(), 1);
    }
}
