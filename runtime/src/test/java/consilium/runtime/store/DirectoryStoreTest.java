package consilium.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.BlobSink;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {

    @TempDir
    Path root;

    private DirectoryStore store;

    @BeforeEach
    void emptyStore() {
        store = new DirectoryStore(root);
    }

    @Test
    void blobIsNamedByItsBytes() throws IOException {
        Digest digest = put("hello");

        assertThat(digest).isEqualTo(Digest.of("hello"));
        assertThat(store.open(digest).readAllBytes()).isEqualTo(bytes("hello"));
        assertThat(store.map(digest).byteSize()).isEqualTo(5);
        assertThat(store.contains(digest)).isTrue();
    }

    @Test
    void sameBytesTwiceAreOneFile() throws IOException {
        assertThat(put("twice")).isEqualTo(put("twice"));
        assertThat(files()).hasSize(1);
    }

    @Test
    void manyWritersOfTheSameBytesAgree() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Digest> writing = () -> put("at once");
            var written = threads.invokeAll(java.util.Collections.nCopies(50, writing));
            for (var digest : written) {
                assertThat(digest.get()).isEqualTo(Digest.of("at once"));
            }
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void blobThatIsNotCommittedLeavesNothing() throws IOException {
        try (BlobSink sink = store.newBlob()) {
            sink.write(bytes("half"));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void flippedByteIsNoticedByEveryReader() throws IOException {
        Digest digest = put("precious");
        FileTime before = Files.getLastModifiedTime(store.path(digest));
        Files.write(store.path(digest), bytes("preciouz"));
        Files.setLastModifiedTime(store.path(digest), before);

        assertThat(store.damage(digest)).hasValueSatisfying(why -> assertThat(why).contains("digest"));
        assertThatThrownBy(() -> store.map(digest))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> assertThat(thrown.problem())
                        .isInstanceOf(Problem.ArtefactDamaged.class));
    }

    @Test
    void damagedBlobIsReplacedWhenItIsWrittenAgain() throws IOException {
        Digest digest = put("precious");
        Files.write(store.path(digest), bytes("preciouz"));
        put("precious");

        assertThat(store.damage(digest)).isEmpty();
    }

    @Test
    void missingBlobIsAProblem() {
        Digest nothing = Digest.of("nothing");

        assertThat(store.contains(nothing)).isFalse();
        assertThat(store.damage(nothing)).contains("missing");
        assertThatThrownBy(() -> store.open(nothing)).hasMessageContaining("no artefact " + nothing);
        assertThatThrownBy(() -> store.map(nothing)).hasMessageContaining("no artefact " + nothing);
    }

    @Test
    void artefactComesBackAsItWasWritten() {
        Artefact artefact = store.artefact(artefact());

        assertThat(artefact.manifest().kind()).isEqualTo("labels");
        NdArray values = artefact.array("values");
        assertThat(values.shape()).containsExactly(2L, 2L);
        assertThat(artefact.table("items.json")).isEqualTo(Map.of("count", 2));
        assertThat(artefact.damage()).isEmpty();
    }

    @Test
    void damageNamesTheArray() throws IOException {
        Artefact artefact = store.artefact(artefact());
        Path array = store.path(artefact.manifest().arrays().get("values").digest());
        byte[] bytes = Files.readAllBytes(array);
        bytes[bytes.length - 1] ^= 1;
        Files.write(array, bytes);

        assertThat(artefact.damage()).hasValueSatisfying(problem -> {
            assertThat(problem.digest()).isEqualTo(artefact.digest());
            assertThat(problem.part()).isEqualTo("values");
        });
    }

    @Test
    void whatACrashedWriterLeftGoesAfterADay() throws IOException {
        Path old = Files.writeString(root.resolve("tmp/blob-old.partial"), "half");
        Path young = Files.writeString(root.resolve("tmp/blob-young.partial"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(100_000)));
        new DirectoryStore(root);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    private Digest artefact() {
        ArtefactWriter writer = new ArtefactWriter(store, "labels", 1);
        try (var array = writer.array("values", DType.FLOAT32, 2, 2)) {
            array.write(1f, 2f, 3f, 4f);
        }
        return writer.table("items.json", Map.of("count", 2)).commit();
    }

    private Digest put(String text) throws IOException {
        try (BlobSink sink = store.newBlob()) {
            sink.write(bytes(text));
            return sink.commit();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toList());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
