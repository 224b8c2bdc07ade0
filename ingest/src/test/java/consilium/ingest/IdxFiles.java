package consilium.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// Small IDX files for tests.
final class IdxFiles {

    private IdxFiles() {}

    /// Pixels count up from 0, modulo 256.
    static byte[] images(int count, int height, int width) {
        byte[] file = header(0x803, count, height, width, count * height * width);
        for (int pixel = 0; pixel < file.length - 16; pixel++) {
            file[16 + pixel] = (byte) pixel;
        }
        return file;
    }

    /// A header that claims what it likes, followed by `bytes` zeros.
    static byte[] header(int magic, int count, int height, int width, int bytes) {
        return ByteBuffer.allocate(16 + bytes)
                .putInt(magic)
                .putInt(count)
                .putInt(height)
                .putInt(width)
                .array();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static Path write(Path folder, String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
