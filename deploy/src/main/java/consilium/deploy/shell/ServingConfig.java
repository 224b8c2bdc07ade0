package consilium.deploy.shell;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What serving may cost. None of it changes an answer.
@ConfigMapping(prefix = "consilium.deploy.serving")
public interface ServingConfig {

    /// The largest body of a request.
    @WithDefault("32M")
    MemorySize maxBody();

    /// The most pixels of one request.
    @WithDefault("1048576")
    int maxPixels();

    /// Networks kept in memory; of more, the one unused for longest goes.
    @WithDefault("4")
    int loadedModels();

    /// Images answered at the same time; others wait. Each takes memory for its features, and one core.
    @WithDefault("2")
    int atOnce();

    /// How old the list of registered models may be.
    @WithDefault("1s")
    Duration refresh();
}
