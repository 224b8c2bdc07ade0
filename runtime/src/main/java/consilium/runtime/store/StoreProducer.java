package consilium.runtime.store;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The artefact store that the configuration names. Made at start, so that a folder that cannot be written to is told
/// then; a bucket that does not answer is told by readiness, since it may come back.
class StoreProducer {

    @Startup
    @Produces
    @ApplicationScoped
    CollectableStore store(@ConfigProperty(name = "consilium.store") String place, S3Stores.Settings settings) {
        return place.startsWith(S3Location.SCHEME)
                ? S3Stores.open(S3Location.parse(place), settings)
                : new DirectoryStore(Path.of(place));
    }
}
