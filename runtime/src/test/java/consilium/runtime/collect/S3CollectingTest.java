package consilium.runtime.collect;

import consilium.runtime.store.RealS3;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@QuarkusTestResource(value = RealS3.class, restrictToAnnotatedClass = true)
class S3CollectingTest extends Collecting {}
