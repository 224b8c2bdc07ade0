package consilium.runtime.store;

import consilium.kernel.artefact.ArtefactStore;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The artefact store that the configuration names. Made at start, so that a folder that cannot be written to is told
/// then.
class StoreProducer {

    @Startup
    @Produces
    @ApplicationScoped
    ArtefactStore store(@ConfigProperty(name = "consilium.store") Path root) {
        return new DirectoryStore(root);
    }
}
