package consilium.runtime.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import consilium.kernel.artefact.BlobSink;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a file system of one megabyte, where we may mount one.
class FullDiskTest {

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(done("mount", "-t", "tmpfs", "-o", "size=1m", "none", disk.toString()), "cannot mount a tmpfs");
    }

    @AfterEach
    void unmount() throws Exception {
        done("umount", disk.toString());
    }

    @Test
    void fullDiskIsAnOutageThatEndsByItself() throws IOException {
        DirectoryStore store = new DirectoryStore(disk);
        store.requireUsable();
        Path filler = disk.resolve("filler");
        assertThatThrownBy(() -> Files.write(filler, new byte[2 << 20])).isInstanceOf(IOException.class);

        assertThatThrownBy(store::requireUsable).satisfies(FullDiskTest::isOutage);
        assertThatThrownBy(() -> write(store)).satisfies(FullDiskTest::isOutage);

        Files.delete(filler);
        assertThatCode(store::requireUsable).doesNotThrowAnyException();
        assertThatCode(() -> write(store)).doesNotThrowAnyException();
    }

    private static void write(DirectoryStore store) throws IOException {
        try (BlobSink sink = store.newBlob()) {
            sink.write(new byte[100_000]);
            sink.commit();
        }
    }

    private static void isOutage(Throwable thrown) {
        org.assertj.core.api.Assertions.assertThat(((ProblemException) thrown).problem())
                .isInstanceOf(Problem.DependencyUnavailable.class)
                .extracting(Problem::detail)
                .asString()
                .contains("cannot be written to", "No space left on device");
    }

    private static boolean done(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
