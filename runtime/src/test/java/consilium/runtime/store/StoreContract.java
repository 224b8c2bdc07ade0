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
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What every artefact store promises, whatever it keeps its blobs in.
abstract class StoreContract {

    /// The store under test.
    abstract CollectableStore store();

    /// The same store as another machine sees it, which has nothing of it yet.
    abstract CollectableStore elsewhere();

    /// The file in which the blob's bytes end up.
    abstract Path file(Digest blob);

    @Test
    void blobIsNamedByItsBytes() throws IOException {
        Digest digest = put("hello");

        assertThat(digest).isEqualTo(Digest.of("hello"));
        assertThat(read(store(), digest)).isEqualTo("hello");
        assertThat(store().map(digest).byteSize()).isEqualTo(5);
        assertThat(store().contains(digest)).isTrue();
        assertThat(store().damage(digest)).isEmpty();
    }

    @Test
    void blobCanBeReadElsewhere() throws IOException {
        Digest digest = put("far away");

        assertThat(elsewhere().contains(digest)).isTrue();
        assertThat(read(elsewhere(), digest)).isEqualTo("far away");
        assertThat(elsewhere().map(digest).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes("far away"));
    }

    @Test
    void emptyBlobIsABlob() throws IOException {
        Digest digest = put("");

        assertThat(read(elsewhere(), digest)).isEmpty();
        assertThat(elsewhere().map(digest).byteSize()).isZero();
        assertThat(store().damage(digest)).isEmpty();
    }

    @Test
    void sameBytesTwiceAreOneBlob() throws IOException {
        assertThat(put("twice")).isEqualTo(put("twice"));
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void manyWritersOfTheSameBytesAgree() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Digest> writing = () -> put("at once");
            for (var digest : threads.invokeAll(Collections.nCopies(50, writing))) {
                assertThat(digest.get()).isEqualTo(Digest.of("at once"));
            }
        }
        assertThat(blobs()).extracting(CollectableStore.Blob::digest).containsExactly(Digest.of("at once"));
        assertThat(store().damage(Digest.of("at once"))).isEmpty();
    }

    @Test
    void blobThatIsNotCommittedLeavesNothing() throws IOException {
        try (BlobSink sink = store().newBlob()) {
            sink.write(bytes("half"));
        }
        assertThat(blobs()).isEmpty();
        assertThat(store().contains(Digest.of("half"))).isFalse();
    }

    @Test
    void flippedByteIsNoticedByEveryReader() throws IOException {
        Digest digest = put("precious");
        overwrite(digest, "preciouz");

        assertThat(store().damage(digest)).hasValueSatisfying(why -> assertThat(why).contains("digest"));
        assertThatThrownBy(() -> elsewhere().map(digest))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> assertThat(thrown.problem())
                        .isInstanceOf(Problem.ArtefactDamaged.class));
    }

    @Test
    void blobCutShortIsNoticed() throws IOException {
        Digest digest = put("precious");
        overwrite(digest, "prec");

        assertThat(store().damage(digest)).hasValueSatisfying(why -> assertThat(why).contains("digest"));
        assertThatThrownBy(() -> elsewhere().map(digest)).hasMessageContaining(digest.hex());
    }

    @Test
    void damagedBlobIsReplacedWhenItIsWrittenAgain() throws IOException {
        Digest digest = put("precious");
        overwrite(digest, "preciouz");
        put("precious");

        assertThat(store().damage(digest)).isEmpty();
        assertThat(read(elsewhere(), digest)).isEqualTo("precious");
    }

    @Test
    void missingBlobIsAProblem() {
        Digest nothing = Digest.of("nothing");

        assertThat(store().contains(nothing)).isFalse();
        assertThat(store().damage(nothing)).contains("missing");
        assertThatThrownBy(() -> store().open(nothing)).hasMessageContaining("no artefact " + nothing);
        assertThatThrownBy(() -> store().map(nothing)).hasMessageContaining("no artefact " + nothing);
    }

    @Test
    void lostBlobIsNoticedAndCanBeWrittenAgain() throws IOException {
        Digest digest = put("lost");
        Files.delete(file(digest));

        assertThat(store().contains(digest)).isFalse();
        assertThat(store().damage(digest)).contains("missing");
        assertThat(put("lost")).isEqualTo(digest);
        assertThat(store().damage(digest)).isEmpty();
    }

    @Test
    void artefactComesBackAsItWasWritten() {
        Artefact artefact = elsewhere().artefact(artefact());

        assertThat(artefact.manifest().kind()).isEqualTo("labels");
        NdArray values = artefact.array("values");
        assertThat(values.shape()).containsExactly(2L, 2L);
        assertThat(values.floats(1, 2)).containsExactly(2f, 3f);
        assertThat(artefact.table("items.json")).isEqualTo(Map.of("count", 2));
        assertThat(artefact.damage()).isEmpty();
    }

    @Test
    void damageNamesTheArray() throws IOException {
        Artefact artefact = store().artefact(artefact());
        Path array = file(artefact.manifest().arrays().get("values").digest());
        byte[] bytes = Files.readAllBytes(array);
        bytes[bytes.length - 1] ^= 1;
        Files.write(array, bytes);

        assertThat(artefact.damage()).hasValueSatisfying(problem -> {
            assertThat(problem.digest()).isEqualTo(artefact.digest());
            assertThat(problem.part()).isEqualTo("values");
        });
    }

    @Test
    void blobsAreListedWithTheirLengthAndAge() throws IOException {
        Digest one = put("one");
        Digest three = put("three");

        assertThat(blobs()).extracting(CollectableStore.Blob::digest).containsExactlyInAnyOrder(one, three);
        assertThat(blobs()).extracting(CollectableStore.Blob::bytes).containsExactlyInAnyOrder(3L, 5L);
        assertThat(blobs()).allSatisfy(blob -> assertThat(blob.written())
                .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now().plus(Duration.ofMinutes(1))));
    }

    @Test
    void deletedBlobIsGoneAndDeletingItAgainIsNoFailure() throws IOException {
        Digest digest = put("rubbish");
        Digest kept = put("kept");
        store().delete(List.of(digest, Digest.of("never there")));
        store().delete(List.of(digest));

        assertThat(store().contains(digest)).isFalse();
        assertThatThrownBy(() -> elsewhere().map(digest)).hasMessageContaining("no artefact");
        assertThat(store().damage(kept)).isEmpty();
    }

    @Test
    void storeThatIsThereIsUsable() {
        store().requireUsable();
    }

    final Digest artefact() {
        ArtefactWriter writer = new ArtefactWriter(store(), "labels", 1);
        try (var array = writer.array("values", DType.FLOAT32, 2, 2)) {
            array.write(1f, 2f, 3f, 4f);
        }
        return writer.table("items.json", Map.of("count", 2)).commit();
    }

    final Digest put(String text) throws IOException {
        try (BlobSink sink = store().newBlob()) {
            sink.write(bytes(text));
            return sink.commit();
        }
    }

    final List<CollectableStore.Blob> blobs() {
        List<CollectableStore.Blob> blobs = new ArrayList<>();
        store().forEachBlob(blobs::add);
        return blobs;
    }

    /// As a failing disk would: the file's times stay.
    final void overwrite(Digest blob, String text) throws IOException {
        FileTime before = Files.getLastModifiedTime(file(blob));
        Files.write(file(blob), bytes(text));
        Files.setLastModifiedTime(file(blob), before);
    }

    static String read(CollectableStore store, Digest blob) throws IOException {
        try (var in = store.open(blob)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
