package consilium.runtime.health;

import consilium.runtime.work.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Whether the worker threads are alive. How much waits, and whether broker or database answer, is no reason to be
/// started again.
@Liveness
@ApplicationScoped
class WorkersLive implements HealthCheck {

    private final Workers workers;

    WorkersLive(Workers workers) {
        this.workers = workers;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("workers").status(workers.alive()).build();
    }
}
