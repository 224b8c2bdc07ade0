package consilium.ingest.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Packs planes of bytes as RLE Lossless: runs where two or more bytes are equal, single literals elsewhere.
final class PackedFrame {

    private PackedFrame() {}

    static byte[] of(byte[]... planes) {
        ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(planes.length);
        ByteArrayOutputStream segments = new ByteArrayOutputStream();
        for (byte[] plane : planes) {
            header.putInt(64 + segments.size());
            pack(plane, segments);
            if (segments.size() % 2 != 0) {
                segments.write(0);
            }
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(header.array());
        frame.writeBytes(segments.toByteArray());
        return frame.toByteArray();
    }

    private static void pack(byte[] plane, ByteArrayOutputStream out) {
        for (int from = 0; from < plane.length;) {
            int to = from + 1;
            while (to < plane.length && to - from < 128 && plane[to] == plane[from]) {
                to++;
            }
            if (to - from == 1) {
                out.write(0);
            } else {
                out.write(257 - (to - from));
            }
            out.write(plane[from]);
            from = to;
        }
    }
}
