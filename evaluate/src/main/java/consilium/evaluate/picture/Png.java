package consilium.evaluate.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// Writes PNG files of 8-bit RGB.
///
/// Not through `ImageIO`: its compression is the platform's zlib, whose bytes differ between builds, and a figure is
/// part of an artefact that has one digest everywhere. Rows are stored as differences to the row above, which makes
/// magnified pixels runs of zeros.
///
/// Source: PNG specification, third edition, W3C 2025.
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte UP = 2;

    private Png() {}

    static byte[] encode(Canvas canvas) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        file.writeBytes(chunk("IHDR", header(canvas)));
        file.writeBytes(chunk("IDAT", Deflate.zlib(rows(canvas))));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    /// Eight bits per sample, RGB, the one compression, the one filter method, not interlaced.
    private static byte[] header(Canvas canvas) {
        return ByteBuffer.allocate(13)
                .putInt(canvas.width())
                .putInt(canvas.height())
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
    }

    private static byte[] rows(Canvas canvas) {
        ByteBuffer rows = ByteBuffer.allocate(canvas.height() * (1 + 3 * canvas.width()));
        for (int y = 0; y < canvas.height(); y++) {
            rows.put(UP);
            for (int x = 0; x < canvas.width(); x++) {
                int here = canvas.at(x, y);
                int above = y == 0 ? 0 : canvas.at(x, y - 1);
                for (int shift = 16; shift >= 0; shift -= 8) {
                    rows.put((byte) ((here >> shift) - (above >> shift)));
                }
            }
        }
        return rows.array();
    }

    private static byte[] chunk(String type, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
        chunk.putInt(content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + content.length);
        return chunk.putInt((int) sum.getValue()).array();
    }
}
