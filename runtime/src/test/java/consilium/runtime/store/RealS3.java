package consilium.runtime.store;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// A real S3 server as the artefact store of a `@QuarkusTest`; the property `consilium.testing.s3` names the folder in
/// which its objects are files.
public final class RealS3 implements QuarkusTestResourceLifecycleManager {

    private S3Server server;

    @Override
    public Map<String, String> start() {
        try {
            server = new S3Server(Files.createTempDirectory("consilium-s3-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Where the SDK looks first, and a person's own keys are not.
        System.setProperty("aws.accessKeyId", S3Server.USER);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET);
        return Map.of(
                "consilium.store", "s3://" + S3Server.BUCKET + "/house",
                "consilium.s3.endpoint", server.endpoint().toString(),
                "consilium.s3.cache", server.folder().resolveSibling(server.folder().getFileName() + "-cache")
                        .toString(),
                "consilium.testing.s3", server.folder().toString());
    }

    /// Where an object lies.
    public static Path file(Path folder, consilium.kernel.recipe.Digest blob) {
        return folder.resolve(S3Server.BUCKET).resolve(new S3Location(S3Server.BUCKET, "house").key(blob));
    }

    @Override
    public void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        server.close();
        delete(server.folder());
        delete(server.folder().resolveSibling(server.folder().getFileName() + "-cache"));
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
