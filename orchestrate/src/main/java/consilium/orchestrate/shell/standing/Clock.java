package consilium.orchestrate.shell.standing;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Asks the triggers again from time to time: one that came too soon only has to wait.
@Singleton
class Clock {

    private static final Logger LOG = Logger.getLogger(Clock.class);

    private final Standings standings;
    private final Duration tick;
    private @Nullable Thread thread;

    Clock(Standings standings, @ConfigProperty(name = "consilium.orchestrate.standing-tick") Duration tick) {
        this.standings = standings;
        this.tick = tick;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("standing-clock").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(tick);
                ask();
            }
        } catch (InterruptedException e) {
            LOG.debug("stopping");
        }
    }

    private void ask() {
        try {
            standings.tick();
        } catch (RuntimeException e) {
            LOG.debugf("triggers cannot be asked now: %s", e.getMessage());
        }
    }
}
