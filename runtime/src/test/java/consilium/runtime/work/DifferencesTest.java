package consilium.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import consilium.runtime.store.DirectoryStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferencesTest {

    @TempDir
    Path root;

    private DirectoryStore store;

    @BeforeEach
    void emptyStore() {
        store = new DirectoryStore(root);
    }

    @Test
    void equalDigestsDifferInNothing() {
        Digest model = model(1, 2);

        assertThat(new Differences(store).between(Map.of("model", model), Map.of("model", model))).isEmpty();
    }

    @Test
    void theTensorIsNamed() {
        List<String> lines =
                new Differences(store).between(Map.of("model", model(1, 2)), Map.of("model", model(1, 3)));

        assertThat(lines).singleElement().asString()
                .startsWith("model: parameters.safetensors differs, first in the tensor head.weight");
    }

    @Test
    void roleThatIsMissingIsNamed() {
        Digest model = model(1, 2);

        assertThat(new Differences(store).between(Map.of("model", model, "predictions", model), Map.of("model", model)))
                .containsExactly("predictions: not made again");
    }

    @Test
    void whatCannotBeComparedIsToldAsSuch() {
        assertThat(new Differences(store).between(Map.of("model", Digest.of("gone")), Map.of("model", model(1, 2))))
                .singleElement().asString().contains("cannot be compared: no artefact");
    }

    private Digest model(int body, int head) {
        return new ArtefactWriter(store, "model", 1)
                .file("parameters.safetensors", "application/octet-stream", safetensors(body, head))
                .commit();
    }

    private static byte[] safetensors(int body, int head) {
        byte[] header = Canonical.bytes(Map.of(
                "__metadata__", Map.of("format", "pt"),
                "body.weight", Map.of("dtype", "U8", "shape", List.of(1), "data_offsets", List.of(0, 1)),
                "head.weight", Map.of("dtype", "U8", "shape", List.of(1), "data_offsets", List.of(1, 2))));
        return ByteBuffer.allocate(8 + header.length + 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put((byte) body)
                .put((byte) head)
                .array();
    }
}
