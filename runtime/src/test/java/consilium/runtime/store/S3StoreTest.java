package consilium.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.artefact.BlobSink;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/// The contract on a real S3 server, and what only S3 has: parts, conditions, retries, credentials, buckets.
class S3StoreTest extends StoreContract {

    private static final int MIB = 1 << 20;
    private static final int PART = 5 * MIB;

    @TempDir
    static Path disk;

    @TempDir
    Path folder;

    private static S3Server server;
    private static int number;

    private S3Location location;
    private S3Store store;

    @BeforeAll
    static void startServer() {
        server = new S3Server(disk);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void emptyStore() {
        location = S3Location.parse("s3://" + S3Server.BUCKET + "/test/" + ++number);
        store = open(location, client(), folder.resolve("cache"), 1L << 40);
        server.failures.set(0);
        server.failuresAfterwards.set(0);
        server.parts.clear();
        server.writes.set(0);
    }

    @Override
    CollectableStore store() {
        return store;
    }

    @Override
    CollectableStore elsewhere() {
        return open(location, client(), folder.resolve("elsewhere-" + System.nanoTime()), 1L << 40);
    }

    @Override
    Path file(Digest blob) {
        return server.object(location.key(blob));
    }

    @Test
    void largeBlobGoesInParts() throws IOException {
        Digest digest = putRandom(1, 2 * PART + 17);

        assertThat(server.parts).hasSize(3);
        assertThat(store.damage(digest)).isEmpty();
        assertThat(elsewhere().map(digest).byteSize()).isEqualTo(2L * PART + 17);
    }

    @Test
    void writingTwiceIsWritingOnce() throws IOException {
        put("once");
        put("once");
        assertThat(server.writes).hasValue(1);

        putRandom(2, PART + 1);
        assertThat(server.parts).hasSize(2);
        putRandom(2, PART + 1);
        assertThat(server.parts).hasSize(2);
    }

    @Test
    void damagedLargeBlobIsReplacedWhenItIsWrittenAgain() throws IOException {
        Digest digest = putRandom(3, PART + 1);
        overwrite(digest, "short");
        putRandom(3, PART + 1);

        assertThat(store.damage(digest)).isEmpty();
    }

    @Test
    void serverThatFailsForAMomentIsAskedAgain() throws IOException {
        server.failures.set(2);
        Digest small = put("patience");
        server.failures.set(2);
        Digest large = putRandom(4, PART + 1);

        assertThat(store.damage(small)).isEmpty();
        assertThat(store.damage(large)).isEmpty();
    }

    @Test
    void writeThatIsDoneButReportedAsFailedIsDone() throws IOException {
        server.failuresAfterwards.set(1);
        Digest digest = put("done all the same");

        assertThat(store.damage(digest)).isEmpty();
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void serverThatKeepsFailingIsAnOutage() {
        server.failures.set(100);

        assertThatThrownBy(() -> put("never"))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                    assertThat(thrown.problem()).isInstanceOf(Problem.DependencyUnavailable.class);
                    assertThat(thrown.problem().detail()).contains("artefact store").contains(location.toString());
                });
        server.failures.set(0);
        assertThat(blobs()).isEmpty();
    }

    @Test
    void wrongCredentialsAreNamed() {
        for (S3Client stranger : new S3Client[] {server.client("nobody", S3Server.SECRET),
                server.client(S3Server.USER, "wrong")}) {
            S3Store refused = open(location, stranger, folder.resolve("refused"), 1L << 40);

            assertOutage(refused::requireUsable, "refuses us (403", "AWS_ACCESS_KEY_ID");
            assertOutage(() -> refused.open(Digest.of("x")), "refuses us (403", location.toString());
            assertOutage(() -> refused.contains(Digest.of("x")), "refuses us (403");
        }
    }

    @Test
    void missingBucketIsNamed() {
        S3Store nowhere = open(
                S3Location.parse("s3://no-such-bucket"), client(), folder.resolve("nowhere"), 1L << 40);

        assertOutage(nowhere::requireUsable, "there is no bucket \"no-such-bucket\"", "CONSILIUM_STORE");
        assertOutage(() -> nowhere.open(Digest.of("x")), "there is no bucket");
        assertOutage(() -> nowhere.contains(Digest.of("x")), "there is no bucket");
        assertOutage(() -> nowhere.damage(Digest.of("x")), "there is no bucket");
    }

    @Test
    void serverThatIsNotThereIsAnOutage() {
        S3Client nobody = S3Stores.builder()
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .forcePathStyle(true)
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .credentialsProvider(() -> software.amazon.awssdk.auth.credentials.AwsBasicCredentials.create("a", "b"))
                .build();
        S3Store away = open(location, nobody, folder.resolve("away"), 1L << 40);

        assertOutage(() -> away.open(Digest.of("x")), "artefact store");
    }

    @Test
    void blobLargerThanTheHeapIsWrittenAndRead() throws Exception {
        Process program = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                server.endpoint().toString(),
                location.toString(),
                folder.resolve("here").toString(),
                folder.resolve("there").toString(),
                "96")
                .redirectErrorStream(true)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).as(said).isZero();
        assertThat(said).contains("heap 4", "blob 96 MiB");
        assertThat(server.parts).hasSize(6);
    }

    @Test
    void mappedTwiceIsFetchedOnce() throws IOException {
        Digest digest = put("fetched once");
        CollectableStore far = elsewhere();
        far.map(digest);
        Files.delete(file(digest));

        assertThat(far.map(digest).byteSize()).isEqualTo(12);
        assertThat(far.contains(digest)).isFalse();
    }

    @Test
    void damagedCopyIsFetchedAgain() throws IOException {
        Digest digest = put("copied");
        Path copy = new DirectoryStore(folder.resolve("cache")).path(digest);
        Files.writeString(copy, "dopied");

        assertThat(store.map(digest).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes("copied"));
    }

    @Test
    void copiesGoWhenTheyAreOldAndTooMany() throws IOException {
        Path cache = folder.resolve("small");
        S3Store small = open(location, client(), cache, 10);
        DirectoryStore copies = new DirectoryStore(cache);
        Digest old = put(small, "0123456");
        Files.setLastModifiedTime(copies.path(old), java.nio.file.attribute.FileTime.fromMillis(0));
        Digest young = put(small, "abcdefg");

        assertThat(copies.contains(old)).isFalse();
        assertThat(copies.contains(young)).isTrue();
        assertThat(small.map(old).byteSize()).isEqualTo(7);
    }

    @Test
    void addressesAreParsed() {
        assertThat(S3Location.parse("s3://bucket/a/b/")).isEqualTo(new S3Location("bucket", "a/b"));
        assertThat(S3Location.parse("s3://bucket")).isEqualTo(new S3Location("bucket", ""));
        assertThatThrownBy(() -> S3Location.parse("s3://Bucket_")).hasMessageContaining("s3://bucket/prefix");
    }

    private static void assertOutage(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, thrown -> {
            assertThat(thrown.problem()).isInstanceOf(Problem.DependencyUnavailable.class);
            assertThat(thrown.problem().detail()).contains(words);
        });
    }

    private static S3Client client() {
        return server.client(S3Server.USER, S3Server.SECRET);
    }

    private static S3Store open(S3Location location, S3Client client, Path cache, long limit) {
        return new S3Store(
                new S3Bucket(client, location, server.endpoint().toString(), PART),
                location,
                new LocalCopies(cache, limit));
    }

    private static Digest put(S3Store store, String text) throws IOException {
        try (BlobSink sink = store.newBlob()) {
            sink.write(bytes(text));
            return sink.commit();
        }
    }

    private Digest putRandom(int seed, int length) throws IOException {
        Random random = new Random(seed);
        byte[] piece = new byte[1 << 16];
        try (BlobSink sink = store.newBlob()) {
            for (int written = 0; written < length; written += piece.length) {
                random.nextBytes(piece);
                sink.write(piece, 0, Math.min(piece.length, length - written));
            }
            return sink.commit();
        }
    }
}
