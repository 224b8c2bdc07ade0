package consilium.ingest.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Bytes that can be read from their beginning any number of times: a file, an entry of a zip, an upload.
public interface ByteSource {

    /// What messages call it, such as a path.
    String name();

    /// Length in bytes, where it is known without reading.
    OptionalLong length() throws IOException;

    /// Length in bytes as the holder claims it, which may be wrong; negative where it claims none.
    default long expectedLength() throws IOException {
        return length().orElse(-1);
    }

    /// A new stream from the first byte; its `skip` should be a seek where the holder can seek.
    InputStream open() throws IOException;

    /// A file; opened only when read.
    static ByteSource of(Path file) {
        return new ByteSource() {
            @Override
            public String name() {
                return file.toString();
            }

            @Override
            public OptionalLong length() throws IOException {
                return OptionalLong.of(Files.size(file));
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }

    /// Bytes at hand; not copied.
    static ByteSource of(String name, byte[] bytes) {
        return new ByteSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.of(bytes.length);
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
