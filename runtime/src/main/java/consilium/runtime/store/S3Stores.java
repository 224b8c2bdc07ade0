package consilium.runtime.store;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Stores in S3, by configuration. Credentials and region come by the SDK's usual ways: `AWS_ACCESS_KEY_ID`,
/// `AWS_REGION`, profiles, the instance's or the pod's role.
///
/// Our own digest vouches for every byte, so the SDK's checksums are left out where the server does not ask for them:
/// not every server knows them.
final class S3Stores {

    private static final int ATTEMPTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private S3Stores() {}

    /// None of it can change an answer.
    @ConfigMapping(prefix = "consilium.s3")
    interface Settings {

        /// A server other than Amazon's.
        Optional<URI> endpoint();

        /// Where the SDK does not find one.
        Optional<String> region();

        /// Whether the bucket stands in the path rather than in the host's name; by default, where there is an endpoint.
        Optional<Boolean> pathStyle();

        /// Where blobs lie on this machine on their way in and out.
        Path cache();

        @WithDefault("10G")
        MemorySize cacheLimit();

        /// What is longer is uploaded in parts of this length. S3 takes parts of 5 MiB to 5 GiB.
        @WithDefault("16M")
        MemorySize part();
    }

    static S3Store open(S3Location location, Settings settings) {
        return open(location, settings, client(settings));
    }

    static S3Store open(S3Location location, Settings settings, S3Client client) {
        String endpoint = settings.endpoint().map(URI::toString).orElse("Amazon S3");
        return new S3Store(
                new S3Bucket(client, location, endpoint, settings.part().asLongValue()),
                location,
                new LocalCopies(settings.cache(), settings.cacheLimit().asLongValue()));
    }

    private static S3Client client(Settings settings) {
        S3ClientBuilder client = builder();
        settings.endpoint().ifPresent(client::endpointOverride);
        client.forcePathStyle(settings.pathStyle().orElse(settings.endpoint().isPresent()));
        settings.region().map(Region::of).or(() -> foreign(settings)).ifPresent(client::region);
        return client.build();
    }

    static S3ClientBuilder builder() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(PATIENCE)
                        .socketTimeout(PATIENCE))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy()
                        .toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build()));
    }

    /// Servers other than Amazon's mostly have no regions, but a signature must name one.
    private static Optional<Region> foreign(Settings settings) {
        boolean named = System.getenv("AWS_REGION") != null || System.getProperty("aws.region") != null;
        return settings.endpoint().isPresent() && !named ? Optional.of(Region.US_EAST_1) : Optional.empty();
    }
}
