package consilium.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads what the paper's authors wrote: little-endian TIFF, 32-bit floats, uncompressed, in one strip.
final class FloatTiff {

    private static final int STRIP_OFFSET = 273;
    private static final int STRIP_BYTES = 279;

    private FloatTiff() {}

    static float[] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(4);
        float[] values = new float[entry(bytes, directory, STRIP_BYTES) / 4];
        bytes.position(entry(bytes, directory, STRIP_OFFSET)).slice().order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer().get(values);
        return values;
    }

    private static int entry(ByteBuffer bytes, int directory, int tag) {
        for (int i = 0; i < bytes.getShort(directory); i++) {
            int at = directory + 2 + 12 * i;
            if ((bytes.getShort(at) & 0xffff) == tag) {
                return bytes.getInt(at + 8);
            }
        }
        throw new IllegalArgumentException("no tag " + tag);
    }
}
