package consilium.runtime.store;

import consilium.kernel.artefact.BlobSink;
import consilium.kernel.recipe.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// A program that writes and reads a blob larger than its heap. Arguments: endpoint, address, a folder for each side,
/// length in MiB.
final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] arguments) throws IOException {
        S3Location location = S3Location.parse(arguments[1]);
        S3Store writer = open(arguments[0], location, Path.of(arguments[2]));
        byte[] piece = new byte[1 << 20];
        Digest digest;
        try (BlobSink sink = writer.newBlob()) {
            for (int mib = 0; mib < Integer.parseInt(arguments[4]); mib++) {
                piece[0] = (byte) mib;
                sink.write(piece);
            }
            digest = sink.commit();
        }
        long read = open(arguments[0], location, Path.of(arguments[3])).map(digest).byteSize();
        System.out.println("heap " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB, blob " + (read >> 20) + " MiB");
    }

    private static S3Store open(String endpoint, S3Location location, Path cache) {
        var client = S3Stores.builder()
                .endpointOverride(URI.create(endpoint))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.USER, S3Server.SECRET)))
                .build();
        return new S3Store(
                new S3Bucket(client, location, endpoint, 16 << 20), location, new LocalCopies(cache, 1L << 40));
    }
}
