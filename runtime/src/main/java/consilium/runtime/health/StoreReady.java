package consilium.runtime.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether artefacts can be kept.
@Readiness
@ApplicationScoped
class StoreReady implements HealthCheck {

    private final Path root;

    StoreReady(@ConfigProperty(name = "consilium.store") Path root) {
        this.root = root;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("artefact store")
                .withData("root", root.toString())
                .status(Files.isWritable(root))
                .build();
    }
}
