package consilium.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.recipe.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends StoreContract {

    @TempDir
    Path root;

    private DirectoryStore store;

    @BeforeEach
    void emptyStore() {
        store = new DirectoryStore(root);
    }

    @Override
    CollectableStore store() {
        return store;
    }

    @Override
    CollectableStore elsewhere() {
        return new DirectoryStore(root);
    }

    @Override
    Path file(Digest blob) {
        return store.path(blob);
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

    @Test
    void whatIsNoBlobIsNotListed() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("ab")).resolve("notes.txt"), "not ours");
        Files.writeString(root.resolve("tmp/blob-young.partial"), "half");

        assertThat(blobs()).isEmpty();
    }
}
