package consilium.runtime.work;

import consilium.kernel.recipe.Digest;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class DirectoryCachingTest extends Caching {

    @ConfigProperty(name = "consilium.store")
    Path root;

    @Override
    Path file(Digest blob) {
        return new DirectoryStore(root).path(blob);
    }
}
