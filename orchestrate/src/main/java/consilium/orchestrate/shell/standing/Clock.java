package consilium.orchestrate.shell.standing;

import consilium.runtime.work.Recurring;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Asks the triggers again from time to time: one that came too soon only has to wait.
@Singleton
class Clock {

    private final Standings standings;
    private final Duration tick;
    private @Nullable Recurring asking;

    Clock(Standings standings, @ConfigProperty(name = "consilium.orchestrate.standing-tick") Duration tick) {
        this.standings = standings;
        this.tick = tick;
    }

    void start(@Observes StartupEvent event) {
        asking = Recurring.start("asking the triggers", tick, standings::tick);
    }

    void stop(@Observes ShutdownEvent event) {
        if (asking != null) {
            asking.close();
        }
    }
}
