package consilium.runtime.collect;

import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class DirectoryCollectingTest extends Collecting {}
