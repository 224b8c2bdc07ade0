package consilium.ingest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The smallest grey float TIFF: little-endian, one uncompressed strip.
///
/// Source: TIFF 6.0, sections 2, 3 and 19.
final class FloatTiff {

    private static final short SHORT = 3;
    private static final short LONG = 4;
    private static final int ENTRIES = 9;
    private static final int DATA = 8 + 2 + ENTRIES * 12 + 4;

    private final ByteBuffer file;

    private FloatTiff(int bytes) {
        this.file = ByteBuffer.allocate(DATA + bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] bytes(int width, int height, float... values) {
        FloatTiff tiff = new FloatTiff(4 * values.length);
        tiff.file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) ENTRIES);
        tiff.entry(256, LONG, width);
        tiff.entry(257, LONG, height);
        tiff.entry(258, SHORT, 32); // bits per sample
        tiff.entry(259, SHORT, 1); // uncompressed
        tiff.entry(262, SHORT, 1); // black is zero
        tiff.entry(273, LONG, DATA);
        tiff.entry(278, LONG, height);
        tiff.entry(279, LONG, 4 * values.length);
        tiff.entry(339, SHORT, 3); // IEEE floating point
        tiff.file.putInt(0);
        for (float value : values) {
            tiff.file.putFloat(value);
        }
        return tiff.file.array();
    }

    private void entry(int tag, short type, int value) {
        file.putShort((short) tag).putShort(type).putInt(1).putInt(value);
    }
}
