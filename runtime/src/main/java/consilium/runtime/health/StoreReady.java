package consilium.runtime.health;

import consilium.kernel.problem.ProblemException;
import consilium.runtime.store.CollectableStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether artefacts can be kept.
@Readiness
@ApplicationScoped
class StoreReady implements HealthCheck {

    private final CollectableStore store;

    StoreReady(CollectableStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("artefact store").withData("root", store.location());
        try {
            store.requireUsable();
            return answer.up().build();
        } catch (ProblemException e) {
            return answer.withData("problem", e.problem().detail()).down().build();
        }
    }
}
