package consilium.runtime.store;

import consilium.kernel.artefact.ArtefactStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The artefact store that the configuration names.
class StoreProducer {

    @Produces
    @ApplicationScoped
    ArtefactStore store(@ConfigProperty(name = "consilium.store") Path root) {
        return new DirectoryStore(root);
    }
}
