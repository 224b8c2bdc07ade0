package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every reader must refuse, whatever its format; what only some can meet is in the tests of each. The messages are
/// left in `target/bad-input.txt`.
class BadInputTest {

    @ParameterizedTest
    @EnumSource
    void anEmptyFileIsRefused(FuzzedReader reader) throws IOException {
        refuse(reader, "empty", new byte[0]);
    }

    @ParameterizedTest
    @EnumSource
    void anotherMagicNumberIsRefused(FuzzedReader reader) throws IOException {
        refuse(reader, "wrong magic", "GIF89a".repeat(60).getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @EnumSource
    void everyFileCutInHalfIsRefused(FuzzedReader reader) throws IOException {
        byte[] whole = reader.seeds().getFirst();
        refuse(reader, "cut in half", Arrays.copyOf(whole, whole.length * 2 / 5));
    }

    private static void refuse(FuzzedReader reader, String kind, byte[] bytes) throws IOException {
        String message = Refused.message(() -> reader.read(bytes));
        assertThat(message).contains("seed.");
        Files.writeString(
                Files.createDirectories(Path.of("target")).resolve("bad-input.txt"),
                "| " + reader + " | " + kind + " | "
                        + message.replaceFirst("^.*?(seed\\.)", "$1").replaceAll("/tmp/[^ ]*/", "") + " |\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
