package consilium.runtime.collect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long what might be used again is kept. Changing it changes what has to be computed again, never an answer.
@ConfigMapping(prefix = "consilium.keep")
public interface Retention {

    /// Executions that were made or reused so recently are kept as a cache.
    @WithDefault("30d")
    Duration unused();

    /// The newest so many experiments are kept, whatever their age.
    @WithDefault("20")
    int experiments();

    /// Blobs that were written so recently are left alone: their step may not be recorded yet.
    @WithDefault("1d")
    Duration grace();
}
