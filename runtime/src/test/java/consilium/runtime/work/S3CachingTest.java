package consilium.runtime.work;

import consilium.kernel.recipe.Digest;
import consilium.runtime.store.RealS3;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@QuarkusTestResource(value = RealS3.class, restrictToAnnotatedClass = true)
class S3CachingTest extends Caching {

    @Override
    Path file(Digest blob) {
        return RealS3.file(
                Path.of(ConfigProvider.getConfig().getValue("consilium.testing.s3", String.class)), blob);
    }
}
