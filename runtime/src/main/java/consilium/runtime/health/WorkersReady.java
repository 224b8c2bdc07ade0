package consilium.runtime.health;

import consilium.runtime.work.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether topics and share groups are there and the workers have begun.
@Readiness
@ApplicationScoped
class WorkersReady implements HealthCheck {

    private final Workers workers;

    WorkersReady(Workers workers) {
        this.workers = workers;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("work queue").status(workers.ready()).build();
    }
}
